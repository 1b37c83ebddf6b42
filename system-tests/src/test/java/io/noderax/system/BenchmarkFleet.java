package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Agents that wait for work in long polls of 15 s and ask again whenever they are answered. */
final class BenchmarkFleet {
    /** What a server needs so that such a fleet can join it. */
    static final Map<String, String> SERVER = Map.of("AGENT_PUBLIC_API_URL", "https://noderax.example.com/api/v1");

    private static final long POLL_MS = 15_000;

    private final List<TestNode> nodes;
    private final List<CompletableFuture<Long>> expected;
    private volatile boolean stopped;

    BenchmarkFleet(List<TestNode> nodes) {
        this.nodes = nodes;
        this.expected = new CopyOnWriteArrayList<>(
                nodes.stream().map(_ -> new CompletableFuture<Long>()).toList());
        IntStream.range(0, nodes.size()).forEach(this::poll);
    }

    /** How many agents to measure with: {@code NODERAX_BENCH_AGENTS}, numbers with commas between, or the usual ones. */
    static IntStream sizes(String usual) {
        String asked = System.getenv().getOrDefault("NODERAX_BENCH_AGENTS", usual);
        return Stream.of(asked.split(",")).map(String::strip).mapToInt(Integer::parseInt);
    }

    /** The {@code System.nanoTime()} at which that agent's next task arrives. */
    CompletableFuture<Long> expectTask(int index) {
        CompletableFuture<Long> next = new CompletableFuture<>();
        expected.set(index, next);
        return next;
    }

    void stop() {
        stopped = true;
    }

    private void poll(int index) {
        var _ = nodes.get(index).claimLater(POLL_MS).whenComplete((answer, failure) -> {
            long now = System.nanoTime();
            JsonObject task =
                    failure == null && answer.status() == 200 ? answer.body().object("task") : null;
            if (task != null) {
                expected.get(index).complete(now);
            }
            if (!stopped && failure == null) {
                poll(index);
            }
        });
    }
}
