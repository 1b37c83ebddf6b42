package io.noderax.agent.loops;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A pause that doubles with each failure up to a limit, drawn between nothing and all of it (full jitter). One thread. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration window;

    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.window = first;
    }

    /** The pause before the next try. */
    public Duration next() {
        Duration pause = draw(window, random);
        Duration doubled = window.multipliedBy(2);
        window = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause;
    }

    /** Something worked: the next pause is a short one again. */
    public void reset() {
        window = first;
    }

    /** A uniform draw from nothing to the whole window. */
    public static Duration draw(Duration window, RandomGenerator random) {
        return window.isZero() ? Duration.ZERO : Duration.ofNanos(random.nextLong(window.toNanos() + 1));
    }
}
