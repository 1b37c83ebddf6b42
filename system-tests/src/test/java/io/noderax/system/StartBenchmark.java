package io.noderax.system;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Measures how long the server takes from its start until it is ready: with an empty home (unpacking, creating the database,
 * migrating) and again. Run by {@code ./noderax bench StartBenchmark}; it asserts nothing.
 */
class StartBenchmark {
    private static final int RUNS = 5;

    @Test
    void startToReady() {
        for (int run = 0; run < RUNS; run++) {
            OpenFolder folder = OpenFolder.create();
            long started = System.nanoTime();
            try (folder;
                    ServerProcess server = ServerProcess.start(folder)) {
                long first = System.nanoTime() - started;
                server.stop();
                long startedAgain = System.nanoTime();
                server.start();
                System.out.printf(
                        "bench: start to ready: first %.1f s, again %.1f s%n",
                        seconds(first), seconds(System.nanoTime() - startedAgain));
            }
        }
    }

    private static double seconds(long nanos) {
        return Duration.ofNanos(nanos).toMillis() / 1000.0;
    }
}
