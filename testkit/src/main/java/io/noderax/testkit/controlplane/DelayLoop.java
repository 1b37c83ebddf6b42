package io.noderax.testkit.controlplane;

import java.time.Duration;

/** A delay that is the very thing a test is about: an answer that comes late. */
final class DelayLoop {
    private DelayLoop() {}

    static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
