package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import io.noderax.socketio.client.SocketFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures what connected agents cost the real server: each has a socket that brings measures every two seconds, and a parked
 * claim. Run by {@code ./noderax bench FleetBenchmark}; it asserts nothing.
 */
class FleetBenchmark {
    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final long INTERVAL_MS = 2_000;
    private static final int CONNECTING = 64;
    private static final double MIB = 1024;

    static IntStream counts() {
        return BenchmarkFleet.sizes("500,5000");
    }

    @ParameterizedTest
    @MethodSource("counts")
    void connectedAgents(int agents) throws Exception {
        try (OpenFolder folder = OpenFolder.create();
                ServerProcess server = ServerProcess.start(folder, BenchmarkFleet.SERVER)) {
            Operator operator = server.operator();
            List<TestNode> nodes = operator.install(agents);
            Thread.sleep(WARM_UP);
            ProcessMemory before = server.memory();
            BenchmarkFleet parked = new BenchmarkFleet(nodes);
            Thread.sleep(WARM_UP);
            ProcessMemory polling = server.memory();
            List<TestSocket> sockets = connect(nodes);
            AtomicLong sent = new AtomicLong();
            Thread sender = Thread.ofPlatform().daemon().start(() -> sendMeasures(nodes, sockets, sent));
            Thread.sleep(WARM_UP);
            measure(agents, server, sockets, sent);
            ProcessMemory connected = server.memory();
            System.out.printf(
                    "bench: server resident: %.0f MiB before, %.0f MiB with %d parked claims, %.0f MiB with their sockets too: %.1f KiB an agent%n",
                    before.residentKib() / MIB,
                    polling.residentKib() / MIB,
                    agents,
                    connected.residentKib() / MIB,
                    (connected.residentKib() - before.residentKib()) / (double) agents);
            parked.stop();
            sender.interrupt();
            sender.join();
            sockets.forEach(TestSocket::close);
        }
    }

    /** Fast enough that the first is not cut for its silence before the last is there. */
    private static List<TestSocket> connect(List<TestNode> nodes) throws Exception {
        long started = System.nanoTime();
        List<TestSocket> sockets = new ArrayList<>();
        try (ExecutorService connecting = Executors.newFixedThreadPool(CONNECTING)) {
            List<Callable<TestSocket>> agents = nodes.stream()
                    .<Callable<TestSocket>>map(node -> () -> TestSocket.ofAgent(node, Map.of()))
                    .toList();
            for (Future<TestSocket> socket : connecting.invokeAll(agents)) {
                sockets.add(socket.get());
            }
        }
        System.out.printf(
                "bench: %d sockets connected and authenticated in %.1f s%n",
                nodes.size(), (System.nanoTime() - started) / 1e9);
        return sockets;
    }

    private static void measure(int agents, ServerProcess server, List<TestSocket> sockets, AtomicLong sent)
            throws Exception {
        Duration cpuBefore = server.cpu();
        long sentBefore = sent.get();
        long storedBefore = stored(server);
        Thread.sleep(MEASURED);
        Duration cpu = server.cpu().minus(cpuBefore);
        long open = sockets.stream().filter(TestSocket::isOpen).count();
        System.out.printf(
                "bench: %d agents, %d sockets held: %.0f samples/s sent, %.0f/s stored, server %.1f %% of one core%n",
                agents,
                open,
                (sent.get() - sentBefore) / (double) MEASURED.toSeconds(),
                (stored(server) - storedBefore) / (double) MEASURED.toSeconds(),
                100.0 * cpu.toMillis() / MEASURED.toMillis());
    }

    private static long stored(ServerProcess server) throws Exception {
        try (var connection = server.database();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from metrics")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Spread evenly over the interval, as agents that started at different times are. */
    private static void sendMeasures(List<TestNode> nodes, List<TestSocket> sockets, AtomicLong sent) {
        long start = System.nanoTime();
        try {
            for (long i = 0; !Thread.currentThread().isInterrupted(); i++) {
                int index = (int) (i % sockets.size());
                long due = start + i * INTERVAL_MS * 1_000_000 / sockets.size();
                long wait = due - System.nanoTime();
                if (wait > 1_000_000) {
                    Thread.sleep(Duration.ofNanos(wait));
                }
                sockets.get(index).send("agent.metrics", measures(nodes.get(index), i % 100));
                sent.incrementAndGet();
            }
        } catch (SocketFailed e) {
            System.out.println("bench: a socket has failed: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonObject measures(TestNode node, long cpu) {
        JsonObject counters = JsonObject.builder()
                .put("interface", "eth0")
                .put("bytesSent", 10_000_000 + cpu)
                .put("bytesRecv", 20_000_000 + cpu)
                .build();
        return JsonObject.builder()
                .put("type", "agent.metrics")
                .put("nodeId", node.id())
                .put("agentToken", node.token())
                .put("cpuUsage", cpu)
                .put("memoryUsage", 40)
                .put("diskUsage", 50)
                .put("temperature", 55)
                .put("networkStats", List.of(counters))
                .put("collectedAt", Instant.now().toString())
                .build();
    }
}
