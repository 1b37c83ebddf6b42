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

/** Made-up agents, each with a socket that brings measures every two seconds. */
final class MeasuringFleet implements AutoCloseable {
    private static final long INTERVAL_MS = 2_000;
    private static final int CONNECTING = 64;

    private final List<TestNode> nodes;
    private final List<TestSocket> sockets;
    private final AtomicLong sent = new AtomicLong();
    private final Thread sender;

    private MeasuringFleet(List<TestNode> nodes, List<TestSocket> sockets) {
        this.nodes = nodes;
        this.sockets = sockets;
        this.sender = Thread.ofPlatform().daemon().start(this::sendMeasures);
    }

    /** Fast enough that the first is not cut for its silence before the last is there. */
    static MeasuringFleet connect(List<TestNode> nodes) throws Exception {
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
        return new MeasuringFleet(nodes, sockets);
    }

    /** How many samples so far. */
    long sent() {
        return sent.get();
    }

    /** How many sockets are held. */
    long open() {
        return sockets.stream().filter(TestSocket::isOpen).count();
    }

    @Override
    public void close() {
        sender.interrupt();
        try {
            sender.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        sockets.forEach(TestSocket::close);
    }

    /** Spread evenly over the interval, as agents that started at different times are. */
    private void sendMeasures() {
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
