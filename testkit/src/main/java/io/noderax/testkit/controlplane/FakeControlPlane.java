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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final Duration FOR_EVER = Duration.ofMinutes(10);

    private record Planned(Predicate<String> route, Fault fault) {}

    private final HttpServer server;
    private final ExecutorService threads;
    private final FakeState state = new FakeState();
    private final FakeExtensions extensions = new FakeExtensions();
    private final FakeInstalls installs = new FakeInstalls(state);
    private final FakeRoutes routes = new FakeRoutes(state, extensions, installs, FakeControlPlane::newEnrollmentToken);

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

    /** One that speaks our extensions, as strictly. */
    public static FakeControlPlane startExtended() {
        FakeControlPlane fake = start();
        fake.extend(Duration.ZERO);
        return fake;
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

    /** From now on it speaks our extensions, and wants its agents back within that window. */
    public void extend(Duration reconnectWindow) {
        extensions.announceAll(reconnectWindow);
    }

    /** From now on it is a reference server again. */
    public void reduce() {
        extensions.announceNothing();
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

    /** The root access that operators want on the node, as told in answers to claims. */
    public void desireRootAccess(UUID node, String profile) {
        state.desireRootAccess(node, profile);
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

    /** Nothing that was planned happens any more. */
    public synchronized void forgetFaults() {
        faults.clear();
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

    /** The codes of what kept the task, as its agent told them one after the other; {@code null} where it went on. */
    public List<String> states(UUID task) {
        return calls(task + "/state").stream().map(Call::code).toList();
    }

    /** How complete the log is: {@code lines} when nothing came in batches. */
    public String logState(UUID task) {
        return state.logState(task);
    }

    /** All bytes of a stream that came in batches. */
    public byte[] stdout(UUID task) {
        return state.stream(task, true);
    }

    public byte[] stderr(UUID task) {
        return state.stream(task, false);
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
        await(
                "the end of the task",
                Duration.ofSeconds(30),
                _ -> state.task(task).isFinal());
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
        FakeRoutes.Request request = request(exchange);
        Fault fault = nextFault(request.route());
        switch (fault) {
            case Fault.Answer answer -> {
                answer.headers()
                        .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                finish(exchange, request, answer.status(), answer.body());
            }
            case Fault.LostRequest _ -> hangUp(exchange, request);
            case Fault.LostAnswer _ -> {
                act(request);
                hangUp(exchange, request);
            }
            case Fault.LateAnswer(Duration delay) -> {
                Reply reply = act(request);
                remember(request, reply.status());
                DelayLoop.pause(delay);
                announce(exchange, request);
                send(exchange, reply.status(), String.valueOf(reply.body()));
            }
            case Fault.HalfAnswer(boolean staysOpen) -> {
                Reply reply = act(request);
                remember(request, reply.status());
                sendHalf(exchange, reply, staysOpen);
            }
            case null -> {
                Reply reply = act(request);
                announce(exchange, request);
                finish(exchange, request, reply.status(), String.valueOf(reply.body()));
            }
        }
    }

    private static FakeRoutes.Request request(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/api/v1", "");
        String query = exchange.getRequestURI().getQuery();
        return new FakeRoutes.Request(
                exchange.getRequestMethod() + ' ' + path,
                query == null ? "" : query,
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
    }

    private void announce(HttpExchange exchange, FakeRoutes.Request request) {
        exchange.getResponseHeaders().set("content-type", "application/json; charset=utf-8");
        extensions.announce(request.route(), exchange.getResponseHeaders());
    }

    private static JsonObject parse(byte[] bytes) {
        try {
            return bytes.length == 0 ? JsonObject.EMPTY : Json.parseObject(bytes);
        } catch (JsonException _) {
            return JsonObject.EMPTY;
        }
    }

    private Reply act(FakeRoutes.Request request) {
        try {
            return routes.answer(request);
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

    private void hangUp(HttpExchange exchange, FakeRoutes.Request request) {
        remember(request, 0);
        exchange.close();
    }

    /** Remembered before it is answered, so that the calls stand in the order in which the agent makes them. */
    private void finish(HttpExchange exchange, FakeRoutes.Request request, int status, String text) throws IOException {
        remember(request, status);
        send(exchange, status, text);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void sendHalf(HttpExchange exchange, Reply reply, boolean staysOpen) throws IOException {
        byte[] bytes = String.valueOf(reply.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        if (staysOpen) {
            DelayLoop.pause(FOR_EVER);
        }
        exchange.close();
    }

    private synchronized void remember(FakeRoutes.Request request, int status) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        calls.add(new Call(request.route(), request.query(), headers, parse(request.body()), status));
        notifyAll();
    }

    private static String newEnrollmentToken() {
        return (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 43);
    }
}
