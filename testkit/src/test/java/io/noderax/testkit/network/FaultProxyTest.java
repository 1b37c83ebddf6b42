package io.noderax.testkit.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private final ConcurrentLinkedQueue<String> served = new ConcurrentLinkedQueue<>();
    private final CountDownLatch parked = new CountDownLatch(1);
    private final CompletableFuture<Void> release = new CompletableFuture<>();
    private ExecutorService threads;
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        proxy = FaultProxy.before(server.getAddress().getPort(), 7);
    }

    @AfterEach
    void stop() {
        release.complete(null);
        proxy.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void inFairWeatherWhatGoesInComesOut() throws Exception {
        String large = "ü".repeat(300_000);

        assertThat(post("/large", large).body()).isEqualTo("/large:" + large);
        assertThat(chunked("/chunked", large).body()).isEqualTo("/chunked:" + large);
        assertThat(post("/again", "").body()).isEqualTo("/again:");
    }

    @Test
    void aLostRequestIsNotSeenByTheServerAndALostAnswerIs() {
        proxy.become(new LinkState.Lossy(1, 0, Duration.ZERO));
        assertThatThrownBy(() -> post("/never", "")).isInstanceOf(IOException.class);
        assertThat(served).isEmpty();

        proxy.become(new LinkState.Lossy(0, 1, Duration.ZERO));
        assertThatThrownBy(() -> post("/done", "")).isInstanceOf(IOException.class);
        assertThat(served).containsExactly("/done");
        assertThat(proxy.counts().lostRequests()).isEqualTo(1);
        assertThat(proxy.counts().lostAnswers()).isEqualTo(1);
    }

    @Test
    void theSameSeedLosesTheSameRequests() {
        proxy.become(new LinkState.Lossy(0.3, 0.3, Duration.ZERO));
        List<Boolean> first = outcomes(proxy);
        try (FaultProxy twin = FaultProxy.before(server.getAddress().getPort(), 7);
                FaultProxy other = FaultProxy.before(server.getAddress().getPort(), 8)) {
            twin.become(new LinkState.Lossy(0.3, 0.3, Duration.ZERO));
            other.become(new LinkState.Lossy(0.3, 0.3, Duration.ZERO));

            assertThat(outcomes(twin)).isEqualTo(first).contains(true, false);
            assertThat(outcomes(other)).isNotEqualTo(first);
        }
    }

    @Test
    void anAnswerIsHeldBackNoLongerThanSaid() throws Exception {
        proxy.become(new LinkState.Lossy(0, 0, Duration.ofMillis(200)));
        long started = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            post("/late", "");
        }
        // Ten draws from 0 to 200 ms by a fixed seed.
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(300));
        assertThat(proxy.counts().toString()).contains("10 delayed");
    }

    @Test
    void aCutResetsWhatIsOpenAndWhatComes() throws Exception {
        var waiting = sendLater("/park");
        parked.await();

        proxy.become(new LinkState.Resetting());

        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> post("/cut", "")).isInstanceOf(IOException.class);
        proxy.become(LinkState.FAIR);
        assertThat(post("/back", "").statusCode()).isEqualTo(200);
        assertThat(served).doesNotContain("/cut");
    }

    @Test
    void aSilentLinkHoldsEverythingUntilItIsOver() throws Exception {
        proxy.become(new LinkState.Silent());
        assertThatThrownBy(() -> post("/silent", "", Duration.ofMillis(200))).isInstanceOf(HttpTimeoutException.class);
        var waiting = sendLater("/goes-on");
        assertThat(served).isEmpty();

        proxy.become(LinkState.FAIR);

        assertThat(waiting.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusingLinkListensAgainOnTheSamePort() throws Exception {
        proxy.become(new LinkState.Refusing());
        assertThatThrownBy(() -> post("/refused", "")).isInstanceOf(IOException.class);

        proxy.become(LinkState.FAIR);

        assertThat(post("/back", "").statusCode()).isEqualTo(200);
        assertThat(served).containsExactly("/back");
    }

    @Test
    void aHalfClosedConnectionEndsInTheMiddleOfTheAnswer() {
        proxy.become(new LinkState.HalfClosing());

        assertThatThrownBy(() -> post("/half", "x".repeat(1000))).isInstanceOf(IOException.class);
        assertThat(served).containsExactly("/half");
    }

    @Test
    void aPageOfHtmlStandsInForTheAnswer() throws Exception {
        for (int status : new int[] {200, 403, 502}) {
            proxy.become(new LinkState.Replacing(status));
            HttpResponse<String> answer = post("/portal", "");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("content-type")).hasValue("text/html");
            assertThat(answer.body()).contains("<h1>" + status);
        }
        assertThat(served).isEmpty();
    }

    @Test
    void aThrottledRouteIsLetThroughAtItsPaceAndTheOthersAtOnce() throws Exception {
        proxy.become(new LinkState.Throttling("/logs", 50));
        long started = System.nanoTime();
        for (int i = 0; i < 11; i++) {
            post("/task/logs", "");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(190));
        assertThat(post("/other", "").statusCode()).isEqualTo(200);
        assertThat(served).hasSize(12);
    }

    @Test
    void behindItTheServerCanLookLikeOneWithoutExtensions() throws Exception {
        proxy.hideExtensions("/log-batches");

        assertThat(post("/task/log-batches", "x").statusCode()).isEqualTo(404);
        assertThat(post("/task/logs", "x").headers().map()).doesNotContainKey("x-noderax-extensions");
        assertThat(served).containsExactly("/task/logs");
    }

    @Test
    void theWitnessSeesWhatTheClientWasAnswered() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        proxy.witness(exchange -> seen.add(exchange.request().method()
                + ' '
                + exchange.request().path()
                + ' '
                + exchange.body()
                + ' '
                + exchange.status()));

        post("/told?x=1", "body");
        assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("POST /told body 200");
        proxy.become(new LinkState.Lossy(0, 1, Duration.ZERO));
        assertThatThrownBy(() -> post("/untold", "body")).isInstanceOf(IOException.class);
        proxy.close();

        assertThat(seen).isEmpty();
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        served.add(path);
        if (path.equals("/park")) {
            parked.countDown();
            release.join();
        }
        byte[] prefix = (path + ':').getBytes(UTF_8);
        exchange.getResponseHeaders().set("x-noderax-extensions", "log-batches");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            out.write(prefix);
            out.write(body);
        }
    }

    private List<Boolean> outcomes(FaultProxy through) {
        List<Boolean> outcomes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            try {
                send(request(through, "/roll", "").build());
                outcomes.add(true);
            } catch (IOException | InterruptedException e) {
                outcomes.add(false);
            }
        }
        return outcomes;
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(path, body, Duration.ofSeconds(10));
    }

    private HttpResponse<String> post(String path, String body, Duration within)
            throws IOException, InterruptedException {
        return send(request(proxy, path, body).timeout(within).build());
    }

    private HttpResponse<String> chunked(String path, String body) throws IOException, InterruptedException {
        var pieces = HttpRequest.BodyPublishers.ofByteArrays(List.of(
                body.substring(0, 1000).getBytes(UTF_8), body.substring(1000).getBytes(UTF_8)));
        return send(request(proxy, path, "").POST(pieces).build());
    }

    private CompletableFuture<HttpResponse<String>> sendLater(String path) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return post(path, "");
                    } catch (IOException | InterruptedException e) {
                        throw new java.util.concurrent.CompletionException(e);
                    }
                },
                threads);
    }

    private static HttpRequest.Builder request(FaultProxy through, String path, String body) {
        return HttpRequest.newBuilder(URI.create(through.url() + path)).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** A client of its own for each call: the JDK's tries again by itself on a connection that it has used before. */
    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
