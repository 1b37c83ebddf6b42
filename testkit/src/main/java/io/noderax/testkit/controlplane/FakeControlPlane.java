package io.noderax.testkit.controlplane;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A strict control plane on a loopback port. What it has seen can be waited for; what it does next can be made a {@link Fault}.
 * Safe for several threads.
 */
public final class FakeControlPlane implements AutoCloseable {
    private record Planned(Predicate<String> route, Fault fault) {}

    private final HttpServer server;
    private final ExecutorService threads;
    private final FakeState state = new FakeState();
    private final FakeInstalls installs = new FakeInstalls(state);
    private final FakeRoutes routes = new FakeRoutes(state, installs, FakeControlPlane::newEnrollmentToken);

    // Both guarded by this.
    private final List<Call> calls = new ArrayList<>();
    private final Deque<Planned> faults = new ArrayDeque<>();

    private FakeControlPlane(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("fake-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public static FakeControlPlane start() {
        return start(0);
    }

    /** On a known port, for a server that comes back. */
    public static FakeControlPlane start(int port) {
        try {
            return new FakeControlPlane(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        state.close();
        server.stop(0);
        threads.shutdownNow();
    }

    // --- what a test sets up ---------------------------------------------------------------------------------------

    /** A node that is there already, with the token of its agent. */
    public UUID addNode(String agentToken) {
        UUID node = UUID.randomUUID();
        state.addNode(node, agentToken);
        return node;
    }

    public void deleteNode(UUID node) {
        state.deleteNode(node);
    }

    /** Brings back a node that was deleted. */
    public void restoreNode(UUID node, String agentToken) {
        state.addNode(node, agentToken);
    }

    public UUID queueCommand(UUID node, String command) {
        return queue(node, "shell.exec", JsonObject.of("command", command));
    }

    public UUID queue(UUID node, String type, JsonObject payload) {
        return state.queue(node, type, payload);
    }

    public void cancel(UUID task, String reason) {
        state.cancel(task, reason);
    }

    public void setLease(Duration lease) {
        state.setLease(lease);
    }

    /** Approves the enrollment; gives the new node's id. */
    public UUID approve(String enrollmentToken, String agentToken) {
        return state.approve(enrollmentToken, agentToken);
    }

    public void refuse(String enrollmentToken) {
        state.refuse(enrollmentToken);
    }

    /** A prepared installation with that token. */
    public void addInstall(String bootstrapToken) {
        installs.add(bootstrapToken);
    }

    public void expireInstall(String bootstrapToken) {
        installs.expire(bootstrapToken);
    }

    /** From here on a machine whose answer was lost may use its token again, as with our server. */
    public void replayInstalls() {
        installs.replay();
    }

    /** What the installation went through, in order. */
    public List<String> installStages(String bootstrapToken) {
        return installs.stages(bootstrapToken);
    }

    public List<String> pendingEnrollments() {
        return state.pendingTokens();
    }

    /** The next call whose route ends so meets the fault; several are met one after the other. */
    public synchronized void plan(String routeEnd, Fault... planned) {
        for (Fault fault : planned) {
            faults.add(new Planned(route -> route.endsWith(routeEnd), fault));
        }
    }

    // --- what a test looks at --------------------------------------------------------------------------------------

    public String status(UUID task) {
        return state.task(task).status;
    }

    /** How often the task was started; more than once is what must never be. */
    public int starts(UUID task) {
        return state.task(task).starts;
    }

    /** The log as {@code level: line}. */
    public List<String> lines(UUID task) {
        return state.lines(task);
    }

    /** The completion that was taken. */
    public JsonObject completion(UUID task) {
        return Objects.requireNonNull(state.task(task).completion, "no completion was taken");
    }

    public synchronized List<Call> calls(String routeEnd) {
        return calls.stream().filter(call -> call.isTo(routeEnd)).toList();
    }

    /** Blocks until the condition holds, which is looked at after each call. */
    public synchronized void await(String what, Duration longest, Predicate<FakeControlPlane> condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.test(this)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("did not happen within " + longest + ": " + what + "; calls: " + recent());
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
        }
    }

    public void awaitEnd(UUID task) {
        await("the end of the task", Duration.ofSeconds(30), fake -> fake.isFinal(task));
    }

    private boolean isFinal(UUID task) {
        return state.task(task).isFinal();
    }

    /** Blocks until so many calls went to routes that end so. */
    public void awaitCalls(String routeEnd, int count) {
        await(
                count + " calls to " + routeEnd,
                Duration.ofSeconds(30),
                fake -> fake.calls(routeEnd).size() >= count);
    }

    private List<Call> recent() {
        return calls.subList(Math.max(0, calls.size() - 10), calls.size());
    }

    // --- serving ---------------------------------------------------------------------------------------------------

    private void serve(HttpExchange exchange) throws IOException {
        String route = exchange.getRequestMethod()
                + ' '
                + exchange.getRequestURI().getPath().replaceFirst("^/api/v1", "");
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        JsonObject body = parse(bytes);
        Fault fault = nextFault(route);
        switch (fault) {
            case Fault.Answer answer -> {
                answer.headers()
                        .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                finish(exchange, route, body, answer.status(), answer.body());
            }
            case Fault.LostRequest _ -> hangUp(exchange, route, body);
            case Fault.LostAnswer _ -> {
                act(exchange, route, body);
                hangUp(exchange, route, body);
            }
            case Fault.LateAnswer(Duration delay) -> {
                Reply reply = act(exchange, route, body);
                remember(route, body, reply.status());
                DelayLoop.pause(delay);
                send(exchange, reply.status(), String.valueOf(reply.body()));
            }
            case null -> {
                Reply reply = act(exchange, route, body);
                exchange.getResponseHeaders().set("content-type", "application/json; charset=utf-8");
                finish(exchange, route, body, reply.status(), String.valueOf(reply.body()));
            }
        }
    }

    private static @Nullable JsonObject parse(byte[] bytes) {
        try {
            return bytes.length == 0 ? JsonObject.EMPTY : Json.parseObject(bytes);
        } catch (JsonException _) {
            return null;
        }
    }

    private Reply act(HttpExchange exchange, String route, @Nullable JsonObject body) {
        if (body == null) {
            return Reply.badRequest("Unexpected end of JSON input");
        }
        try {
            return routes.answer(route, exchange.getRequestHeaders(), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.refused(503, null, "closing", List.of());
        }
    }

    private synchronized @Nullable Fault nextFault(String route) {
        Planned due = faults.stream()
                .filter(planned -> planned.route().test(route))
                .findFirst()
                .orElse(null);
        if (due == null) {
            return null;
        }
        faults.remove(due);
        return due.fault();
    }

    private void hangUp(HttpExchange exchange, String route, @Nullable JsonObject body) {
        remember(route, body, 0);
        exchange.close();
    }

    /** Remembered before it is answered, so that the calls stand in the order in which the agent makes them. */
    private void finish(HttpExchange exchange, String route, @Nullable JsonObject body, int status, String text)
            throws IOException {
        remember(route, body, status);
        send(exchange, status, text);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized void remember(String route, @Nullable JsonObject body, int status) {
        calls.add(new Call(route, body == null ? JsonObject.EMPTY : body, status));
        notifyAll();
    }

    private static String newEnrollmentToken() {
        return (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 43);
    }
}
