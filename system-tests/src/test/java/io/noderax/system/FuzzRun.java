package io.noderax.system;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Sends bad input to every route of a server: never a 500, never a silence, a refusal says what is wrong, others are served. */
final class FuzzRun {
    private static final int WORKERS = 8;
    private static final int CASES_A_TASK = 100;
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration PARKED = Duration.ofMillis(250);

    private final ServerProcess server;
    private final long seed;
    private final int cases;
    private final AtomicInteger next = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();

    FuzzRun(ServerProcess server, long seed, int cases) {
        this.server = server;
        this.seed = seed;
        this.cases = cases;
    }

    /** Gives what went wrong, each with the request that can be drawn again. */
    List<String> run() throws InterruptedException {
        Operator operator = server.operator();
        FuzzWorld world = new FuzzWorld(operator);
        List<ApiRoute> routes =
                ApiRoute.of(operator.http().get("/openapi?format=json").body());
        BystanderLoop bystander = new BystanderLoop(operator);
        Thread other = Thread.ofVirtual().start(bystander);
        CountDownLatch done = new CountDownLatch(WORKERS);
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (int i = 0; i < WORKERS; i++) {
                threads.execute(() -> {
                    try {
                        work(routes, world);
                    } finally {
                        done.countDown();
                    }
                });
            }
            done.await();
        }
        other.interrupt();
        other.join();
        violations.addAll(bystander.troubles());
        ChaosOutput.say(
                "fuzz: %d cases on %d routes, seed %d, answers %s, bystander waited %d ms at most, %d violations"
                        .formatted(
                                cases,
                                routes.size(),
                                seed,
                                new TreeMap<>(answers),
                                bystander.longest().toMillis(),
                                violations.size()));
        return List.copyOf(violations);
    }

    private void work(List<ApiRoute> routes, FuzzWorld world) {
        try (RawConnection connection =
                new RawConnection(URI.create(server.url()).getPort())) {
            for (int number = next.getAndIncrement(); number < cases; number = next.getAndIncrement()) {
                if (number % CASES_A_TASK == 0) {
                    world.renewTask();
                }
                check(number, WildRequest.draw(seed, number, routes, world), connection);
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            violations.add("the worker failed: " + e);
        }
    }

    private void check(int number, WildRequest request, RawConnection connection) throws IOException {
        boolean mayPark = request.route().mayPark();
        try {
            RawConnection.Received received =
                    connection.exchange(request.bytes(), request.isHead(), mayPark ? PARKED : LONGEST);
            answers.computeIfAbsent(Integer.toString(received.status()), _ -> new LongAdder())
                    .increment();
            String wrong = wrongWith(request, received);
            if (!wrong.isEmpty()) {
                violations.add("case " + number + ": " + wrong + "\n    " + request);
            }
        } catch (SocketTimeoutException e) {
            connection.close();
            answers.computeIfAbsent("parked", _ -> new LongAdder()).increment();
            if (!mayPark) {
                violations.add("case " + number + ": no answer within " + LONGEST + "\n    " + request);
            }
        }
    }

    private static String wrongWith(WildRequest request, RawConnection.Received received) {
        int status = received.status();
        if (status == 0) {
            return "the connection was closed without an answer";
        }
        if (status >= 500) {
            return "status " + status + " " + received.body();
        }
        boolean refused = status >= 400 && !request.isHead() && request.isWellFormed();
        return refused && message(received.body()).isBlank()
                ? "status " + status + " without a message: " + received.body()
                : "";
    }

    private static String message(String body) {
        try {
            JsonObject problem = Json.parseObject(body);
            return problem.text("message") == null ? "" : problem.text("message");
        } catch (JsonException e) {
            return "";
        }
    }
}
