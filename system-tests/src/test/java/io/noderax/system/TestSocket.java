package io.noderax.system;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.socketio.client.Acknowledged;
import io.noderax.socketio.client.Failure;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketConnector;
import io.noderax.socketio.client.SocketFailed;
import io.noderax.socketio.client.SocketOptions;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of the server's sockets that remembers what it heard. */
final class TestSocket implements AutoCloseable {
    /** An event of the server. */
    record Heard(String event, JsonObject body) {}

    private final SocketClient client;
    private final List<Heard> heard = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final CompletableFuture<Failure> end = new CompletableFuture<>();

    private TestSocket(SocketClient client) {
        this.client = client;
        Thread.ofVirtual()
                .start(() -> end.complete(client.listen(event -> {
                    heard.add(new Heard(event.name(), Json.parseObject(event.argument())));
                    counts.computeIfAbsent(event.name(), _ -> new AtomicInteger())
                            .incrementAndGet();
                })));
    }

    static TestSocket open(String url, String namespace, JsonObject auth) throws SocketFailed {
        return open(url, namespace, auth, Map.of());
    }

    static TestSocket open(String url, String namespace, JsonObject auth, Map<String, String> headers)
            throws SocketFailed {
        SocketOptions options = SocketOptions.of(URI.create(url + "/socket.io/"), namespace)
                .withAuth(Json.print(auth))
                .withHeaders(headers);
        return new TestSocket(SocketClient.connect(options, new SocketConnector(null, null), new SecureRandom()));
    }

    /** An agent's socket that has said who it is and was let in. */
    static TestSocket ofAgent(TestNode node, Map<String, String> headers) throws SocketFailed {
        TestSocket socket = open(node.url(), "/agent-realtime", JsonObject.EMPTY, headers);
        socket.send("agent.auth", auth(node, node.token()));
        socket.await("agent.auth.ack");
        return socket;
    }

    /** A browser's socket with the operator's sign-in. */
    static TestSocket ofBrowser(Operator operator, String url) throws SocketFailed {
        return open(url, "/realtime", JsonObject.of("token", operator.token()));
    }

    static JsonObject auth(TestNode node, String token) {
        return JsonObject.builder()
                .put("type", "agent.auth")
                .put("nodeId", node.id())
                .put("agentToken", token)
                .put("agentVersion", "9.9.9")
                .build();
    }

    void send(String event, JsonObject body) throws SocketFailed {
        client.emit(event, Json.print(body));
    }

    /** Sends it and waits for the ack. */
    JsonObject ask(String event, JsonObject body) throws Exception {
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        client.ask(event, List.of(Json.print(body)), Duration.ofSeconds(20), new Acknowledged() {
            @Override
            public void answered(List<String> arguments) {
                answer.complete(Json.parseObject(arguments.getFirst()));
            }

            @Override
            public void missing() {
                answer.completeExceptionally(new AssertionError("no ack to " + event));
            }
        });
        return answer.get(30, TimeUnit.SECONDS);
    }

    Map<String, String> answerHeaders() {
        return client.answerHeaders();
    }

    List<JsonObject> heard(String event) {
        List<Heard> now;
        synchronized (heard) {
            now = List.copyOf(heard);
        }
        return now.stream()
                .filter(one -> one.event().equals(event))
                .map(Heard::body)
                .toList();
    }

    /** How many such events came; cheap. */
    int count(String event) {
        AtomicInteger count = counts.get(event);
        return count == null ? 0 : count.get();
    }

    /** The first such event. */
    JsonObject await(String event) {
        WaitLoop.until("event " + event + " comes", () -> !heard(event).isEmpty());
        return heard(event).getFirst();
    }

    /** Why the connection ended; waits for that. */
    Failure awaitEnd() throws Exception {
        return end.get(60, TimeUnit.SECONDS);
    }

    boolean isOpen() {
        return !end.isDone();
    }

    @Override
    public void close() {
        client.close();
    }
}
