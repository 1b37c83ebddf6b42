package io.noderax.testkit.network;

import java.time.Duration;

/** A delay that is the very thing the link is for. */
final class PauseLoop {
    private PauseLoop() {}

    static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
