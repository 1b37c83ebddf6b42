package io.noderax.agent.controlplane;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of the calls last, for a person who asks. Costs a few fields a call; the monitor guards all. */
public final class ServerContact {
    private final Clock clock;
    private final Map<String, Failed> failing = new LinkedHashMap<>();
    private @Nullable Claimed lastClaim;
    private @Nullable Failed lastFailure;
    private @Nullable String serverDate;
    private Instant serverDateReadAt = Instant.EPOCH;

    /** A claim that was answered; {@code answer} is a sentence. */
    public record Claimed(Instant at, String answer) {}

    /**
     * A call that failed.
     *
     * @param call its last word, for instance {@code claim}
     * @param since when the first one of a row of such failures came
     */
    public record Failed(String call, Instant since, Instant at, FailureKind kind, String sentence) {}

    public ServerContact(Clock clock) {
        this.clock = clock;
    }

    /** Null before the first one. */
    public synchronized @Nullable Claimed lastClaim() {
        return lastClaim;
    }

    /** Null when there was none. */
    public synchronized @Nullable Failed lastFailure() {
        return lastFailure;
    }

    /** The failure that such calls meet at present; null when the last one worked. */
    public synchronized @Nullable Failed failing(String call) {
        return failing.get(call);
    }

    /** How far this machine's clock is ahead of the server's, to a second; null when no answer said what time it is. */
    public @Nullable Duration clockAhead() {
        String date;
        Instant readAt;
        synchronized (this) {
            date = serverDate;
            readAt = serverDateReadAt;
        }
        try {
            return date == null
                    ? null
                    : Duration.between(
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                                    .toInstant()
                                    .plusMillis(500),
                            readAt);
        } catch (DateTimeException e) {
            return null;
        }
    }

    void heard(Api.Call call, @Nullable HttpReply reply, Answer<?> answer) {
        Instant now = clock.instant();
        String word = word(call.shownPath());
        synchronized (this) {
            if (word.equals("claim")) {
                lastClaim = new Claimed(now, claimed(answer));
            }
            if (answer instanceof Answer.Failure<?> failure) {
                note(word, now, failure);
            } else {
                failing.remove(word);
            }
            if (reply != null && reply.head().date() != null && answer instanceof Answer.Ok<?>) {
                serverDate = reply.head().date();
                serverDateReadAt = now;
            }
        }
    }

    /** What a server refuses about one task is no trouble of the connection. */
    private void note(String word, Instant now, Answer.Failure<?> failure) {
        boolean isAboutATask =
                failure.kind() == FailureKind.REFUSED && !word.equals("claim") && !word.equals("heartbeat");
        if (isAboutATask) {
            failing.remove(word);
            return;
        }
        Failed before = failing.get(word);
        Instant since = before != null && before.kind() == failure.kind() ? before.since() : now;
        lastFailure = new Failed(word, since, now, failure.kind(), failure.sentence());
        failing.put(word, lastFailure);
    }

    private static String claimed(Answer<?> answer) {
        return switch (answer) {
            case Answer.Ok<?>(var value)
            when value instanceof Offer offer && offer.task() != null ->
                "task " + offer.task().id();
            case Answer.Ok<?> _ -> "no work";
            case Answer.Failure<?> failure -> failure.kind().code();
        };
    }

    private static String word(String path) {
        int query = path.indexOf('?');
        String plain = query < 0 ? path : path.substring(0, query);
        return plain.substring(plain.lastIndexOf('/') + 1);
    }
}
