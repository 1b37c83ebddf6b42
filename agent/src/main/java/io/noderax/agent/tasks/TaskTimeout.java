package io.noderax.agent.tasks;

import io.noderax.agent.config.GoDuration;
import io.noderax.protocol.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a task may take, as its payload says it (agent contract, 6). */
public final class TaskTimeout {
    private static final Duration LONGEST = Duration.ofDays(366);

    private TaskTimeout() {}

    /**
     * {@code timeout_seconds}, else {@code timeout}, else {@code timeoutSeconds} of the payload or the task; null when none is there.
     *
     * @throws BrokenPayload when it is no time, or too long a one
     */
    public static @Nullable Duration of(JsonObject members, @Nullable Object taskTimeoutSeconds) throws BrokenPayload {
        for (String name : new String[] {"timeout_seconds", "timeout", "timeoutSeconds"}) {
            if (members.get(name) != null) {
                return timeout(name, members.get(name));
            }
        }
        return taskTimeoutSeconds == null ? null : timeout("timeoutSeconds", taskTimeoutSeconds);
    }

    private static Duration timeout(String name, @Nullable Object value) throws BrokenPayload {
        Duration duration = switch (value) {
            case Long seconds -> seconds(BigDecimal.valueOf(seconds));
            case BigDecimal seconds -> seconds(seconds);
            case String text -> duration(text.strip());
            case null, default -> null;
        };
        if (duration == null || !duration.isPositive() || duration.compareTo(LONGEST) > 0) {
            throw new BrokenPayload(
                    name + " must be a number of seconds above 0 or a duration like 1m30s, 366 days at most"
                            + (value == null ? "" : " (got " + LogText.cut(value.toString(), 60) + ")"));
        }
        return duration;
    }

    private static @Nullable Duration duration(String text) {
        Duration duration = GoDuration.parse(text);
        if (duration != null) {
            return duration;
        }
        try {
            return text.length() > 20 ? null : seconds(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration seconds(BigDecimal seconds) {
        return seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0
                ? null
                : Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
