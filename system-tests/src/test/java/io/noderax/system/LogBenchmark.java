package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Measures how fast the real server stores logs, and how fast it opens a large one. Run by {@code ./noderax bench LogBenchmark}; it
 * asserts nothing.
 */
class LogBenchmark {
    private static final long LARGE = 1L << 30;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(15);

    @Test
    void storing() {
        OpenFolder folder = OpenFolder.create();
        try (folder;
                ServerProcess server = ServerProcess.start(folder)) {
            Operator operator = server.operator();
            measure(
                    "lines a second, one request each, 16 agents with 1 task",
                    () -> lines(tasks(operator, 16, 1)),
                    server);
            measure(
                    "lines a second, one request each, 16 agents with 4 tasks",
                    () -> lines(tasks(operator, 16, 4)),
                    server);
            measure("lines a second in batches of 1 MiB, 4 agents", () -> batches(tasks(operator, 4, 1)), server);
        }
    }

    @Test
    void opening() {
        OpenFolder folder = OpenFolder.create();
        try (folder;
                ServerProcess server = ServerProcess.start(folder)) {
            Operator operator = server.operator();
            RunningTask task = tasks(operator, 1, 1).getFirst();
            EndlessLog source = new EndlessLog(task);
            long start = System.nanoTime();
            JsonObject end = source.send(LARGE, "first");
            System.out.printf("bench: log of 1 GiB (%,d lines) stored in %.1f s%n", source.lines(), seconds(start));
            time("last 100 lines", operator, task, "/logs?tail=100");
            time("100 lines in the middle", operator, task, "/logs?limit=100&after=" + source.lines() / 2);
            time("last 64 KiB of frames", operator, task, "/output?offset=-65536&limit=131072");
            long ended = System.nanoTime();
            task.complete(end);
            new WaitLoop("the log is proven", Duration.ofMinutes(5))
                    .until(() -> "complete".equals(operator.log(task.id()).text("state")));
            System.out.printf("bench: log of 1 GiB proven in %.1f s%n", seconds(ended));
        }
    }

    private static List<RunningTask> tasks(Operator operator, int agents, int each) {
        List<RunningTask> tasks = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            TestNode node = operator.enroll("bench-" + System.nanoTime());
            for (int task = 0; task < each; task++) {
                tasks.add(RunningTask.start(operator, node));
            }
        }
        return tasks;
    }

    /** Agents that send one thing after the other until they are stopped. */
    private static void measure(String what, Supplier<Load> starter, ServerProcess server) {
        Load load = starter.get();
        pause(WARM_UP);
        long before = load.lines.sum();
        Duration cpu = server.cpu();
        long start = System.nanoTime();
        pause(MEASURED);
        double rate = (load.lines.sum() - before) / seconds(start);
        double cores = server.cpu().minus(cpu).toNanos() / 1e9 / seconds(start);
        load.stop();
        System.out.printf("bench: %,.0f %s (server without its database: %.2f cores)%n", rate, what, cores);
    }

    private static Load lines(List<RunningTask> tasks) {
        Load load = new Load();
        for (RunningTask task : tasks) {
            Http http = task.node().http();
            String route = "/api/v1/agent/tasks/" + task.id() + "/logs";
            JsonObject line = JsonObject.builder()
                    .put("taskId", task.id())
                    .put("stream", "stdout")
                    .put(
                            "line",
                            "2026-11-24T12:00:00.000Z INFO a line of a hundred bytes, as programs write them "
                                    + "x".repeat(20))
                    .build();
            load.repeat(() -> http.postLater(route, line), 1);
        }
        return load;
    }

    private static Load batches(List<RunningTask> tasks) {
        Load load = new Load();
        for (RunningTask task : tasks) {
            EndlessLog source = new EndlessLog(task);
            load.repeat(source::sendNextLater, source.linesInBatch());
        }
        return load;
    }

    private static void time(String what, Operator operator, RunningTask task, String query) {
        double[] millis = new double[21];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            int status = operator.http()
                    .getBytes("/api/v1/tasks/" + task.id() + query)
                    .status();
            millis[i] = seconds(start) * 1000;
            if (status != 200) {
                throw new AssertionError("status " + status);
            }
        }
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf("bench: log of 1 GiB, %s: first %.0f ms, p50 %.0f ms%n", what, first, millis[10]);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is on its way all the time. */
    private static final class Load {
        private final LongAdder lines = new LongAdder();
        private volatile boolean stopped;

        void repeat(Supplier<CompletableFuture<Http.Answer>> call, int count) {
            var _ = call.get().whenComplete((answer, failure) -> {
                if (failure == null && answer.status() == 200) {
                    lines.add(count);
                } else if (!stopped) {
                    System.out.println("bench: FAILED " + answer + " " + failure);
                    return;
                }
                if (!stopped) {
                    repeat(call, count);
                }
            });
        }

        void stop() {
            stopped = true;
        }
    }
}
