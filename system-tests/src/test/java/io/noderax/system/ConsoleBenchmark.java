package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures the console in a real browser: with a fleet that measures all the time, and with a large log. Run by {@code ./noderax bench
 * ConsoleBenchmark}; it asserts nothing. Browser, server and fleet share this machine.
 */
class ConsoleBenchmark {
    private static final long LARGE = 1L << 30;
    private static final long MINUTES = Long.parseLong(System.getenv().getOrDefault("NODERAX_BENCH_MINUTES", "10"));
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @Test
    void fleet() throws Exception {
        int agents = BenchmarkFleet.sizes("10000").findFirst().orElseThrow();
        try (OpenFolder folder = OpenFolder.create();
                ServerProcess server = ServerProcess.start(folder, BenchmarkFleet.SERVER)) {
            List<TestNode> nodes = server.operator().install(agents);
            try (MeasuringFleet measuring = MeasuringFleet.connect(nodes)) {
                long before = measuring.sent();
                long started = System.nanoTime();
                look(wish(server).put("minutes", MINUTES));
                System.out.printf(
                        "bench: %d nodes, %.0f samples a second meanwhile%n",
                        measuring.open(), (measuring.sent() - before) * 1e9 / (System.nanoTime() - started));
            }
        }
    }

    @Test
    void largeLog() throws Exception {
        try (OpenFolder folder = OpenFolder.create();
                ServerProcess server = ServerProcess.start(folder)) {
            Operator operator = server.operator();
            RunningTask task = RunningTask.start(operator, operator.enroll("large"));
            EndlessLog log = new EndlessLog(task);
            String word = "only-here";
            JsonObject end = log.send(LARGE, word);
            task.complete(end);
            operator.awaitLog(task.id(), "complete");
            System.out.printf("bench: a log of 1 GiB, %,d lines, the word in its first%n", log.lines());
            look(wish(server).put("task", task.id()).put("word", word));
        }
    }

    private static JsonObject.Builder wish(ServerProcess server) {
        return JsonObject.builder()
                .put("chromium", "/usr/bin/chromium")
                .put("url", server.url())
                .put("email", ServerProcess.EMAIL)
                .put("password", ServerProcess.PASSWORD);
    }

    private static void look(JsonObject.Builder wish) {
        Command browser = JavaScript.start("console-figures.mjs", wish.build().toString());
        int code = browser.await(LONGEST);
        System.out.print(browser.out());
        if (code != 0) {
            throw new AssertionError(browser.err());
        }
    }
}
