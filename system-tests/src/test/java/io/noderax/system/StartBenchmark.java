package io.noderax.system;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures how long the server takes from its start until it is ready: with an empty home (unpacking, creating the database,
 * migrating) and again. Run by {@code ./noderax bench StartBenchmark}; it asserts nothing.
 */
class StartBenchmark {
    private static final int RUNS = 5;

    @Test
    void startToReady() throws InterruptedException {
        measure("from a checkout", Built.server());
        measure("with a class cache, as its packages", TrainedServer.command());
    }

    private static void measure(String way, List<String> command) throws InterruptedException {
        double[] first = new double[RUNS];
        double[] again = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            OpenFolder folder = OpenFolder.create();
            long started = System.nanoTime();
            try (folder;
                    ServerProcess server = ServerProcess.empty(folder, command)) {
                first[run] = seconds(System.nanoTime() - started);
                server.stop();
                long startedAgain = System.nanoTime();
                server.start();
                again[run] = seconds(System.nanoTime() - startedAgain);
            }
        }
        Arrays.sort(first);
        Arrays.sort(again);
        System.out.printf(
                "bench: start to ready %s, median of %d: first %.1f s, again %.1f s%n",
                way, RUNS, first[RUNS / 2], again[RUNS / 2]);
    }

    private static double seconds(long nanos) {
        return Duration.ofNanos(nanos).toMillis() / 1000.0;
    }
}
