package io.noderax.system;

import java.util.Random;

/** Waits for a random moment. */
final class ChaosPauseLoop {
    private ChaosPauseLoop() {}

    static void upTo(Random random, int millis) throws InterruptedException {
        Thread.sleep(random.nextInt(millis + 1));
    }

    static void seconds(int seconds) throws InterruptedException {
        Thread.sleep(seconds * 1000L);
    }
}
