package io.noderax.agent.tasks;

import java.time.Duration;

/**
 * Whether the server may hold a task for this agent whose answer never came: at the start, and after a claim that failed. It lasts
 * for as long as a claim of before may still wait at the server, and until a claim was answered that would have cleared it up. One
 * thread.
 */
final class ClaimDoubt {
    private final Duration longestStale;
    private long since = System.nanoTime();
    private boolean there = true;

    /** @param longestStale how long a claim may wait at the server after its agent has lost it */
    ClaimDoubt(Duration longestStale) {
        this.longestStale = longestStale;
    }

    boolean isThere() {
        return there;
    }

    /** A claim failed. */
    void begin() {
        since = System.nanoTime();
        there = true;
    }

    /** A claim was answered; {@code named} when it said which attempts are here. */
    void answered(boolean named) {
        if (named && System.nanoTime() - since >= longestStale.toNanos()) {
            there = false;
        }
    }
}
