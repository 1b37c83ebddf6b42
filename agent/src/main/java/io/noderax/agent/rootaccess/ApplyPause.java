package io.noderax.agent.rootaccess;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a profile that could not be applied is tried again: after 1 s, doubling to 5 min. One thread at a time. */
final class ApplyPause {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final LongSupplier nanos;
    private Duration pause = FIRST;
    private long notBefore;

    /** @param nanos a clock that nobody sets, in nanoseconds */
    ApplyPause(LongSupplier nanos) {
        this.nanos = nanos;
        reset();
    }

    void reset() {
        pause = FIRST;
        notBefore = nanos.getAsLong();
    }

    boolean isOver() {
        return nanos.getAsLong() - notBefore >= 0;
    }

    /** A try has failed; gives the time until the next one. */
    Duration begin() {
        Duration now = pause;
        notBefore = nanos.getAsLong() + now.toNanos();
        Duration doubled = now.multipliedBy(2);
        pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return now;
    }
}
