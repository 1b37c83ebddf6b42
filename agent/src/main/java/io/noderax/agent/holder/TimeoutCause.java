package io.noderax.agent.holder;

import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one cause of a task's end that a holder knows by itself; the others are the words of whoever asks for the end. */
public final class TimeoutCause {
    private static final String AFTER = "timeoutMs";

    private TimeoutCause() {}

    static JsonObject after(Duration timeout) {
        return JsonObject.of(AFTER, timeout.toMillis());
    }

    /** The timeout, if the cause is one. */
    public static @Nullable Duration read(JsonObject cause) {
        return cause.get(AFTER) instanceof Long millis ? Duration.ofMillis(millis) : null;
    }
}
