package io.noderax.system;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks again and again at another process, which cannot be told to call back. */
final class WaitLoop {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final String what;
    private final Duration longest;

    WaitLoop(String what, Duration longest) {
        this.what = what;
        this.longest = longest;
    }

    static void until(String what, BooleanSupplier condition) {
        new WaitLoop(what, Duration.ofSeconds(40)).until(condition);
    }

    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + longest + ": " + what);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
