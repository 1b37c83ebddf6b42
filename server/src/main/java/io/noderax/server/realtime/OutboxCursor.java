package io.noderax.server.realtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the outbox is read. Numbers are drawn before the commit, so a lower one may appear after a higher one; what is missing is
 * asked for again for {@link #PATIENCE}, then it belonged to a transaction that was rolled back. Changes of one subject hold
 * its row's lock, so among themselves they appear in the order of their numbers. Not safe for several threads.
 */
final class OutboxCursor {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_MISSING = 10_000;

    private final Map<Long, Instant> missing = new HashMap<>();
    private long last;

    OutboxCursor(long last) {
        this.last = last;
    }

    long last() {
        return last;
    }

    Collection<Long> missing() {
        return List.copyOf(missing.keySet());
    }

    /** Takes note of the numbers that were read, in their order. */
    void read(Collection<Long> numbers, Instant now) {
        for (long number : numbers) {
            missing.remove(number);
            for (long skipped = last + 1; skipped < number && missing.size() < MOST_MISSING; skipped++) {
                missing.put(skipped, now);
            }
            last = Math.max(last, number);
        }
        missing.values().removeIf(since -> since.plus(PATIENCE).isBefore(now));
    }
}
