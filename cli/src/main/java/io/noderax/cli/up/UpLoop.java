package io.noderax.cli.up;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks again and again for something that no call can be told to wait for. */
final class UpLoop {
    private final Duration longest;
    private final Duration pause;

    UpLoop(Duration longest, Duration pause) {
        this.longest = longest;
        this.pause = pause;
    }

    /** Whether the condition came true in time; looks at least once. */
    boolean until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
