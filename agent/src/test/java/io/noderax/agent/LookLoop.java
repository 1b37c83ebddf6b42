package io.noderax.agent;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks again and again at what cannot call back: another process, a file. */
final class LookLoop {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String what;

    LookLoop(String what) {
        this.what = what;
    }

    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("did not happen within " + LONGEST + ": " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
