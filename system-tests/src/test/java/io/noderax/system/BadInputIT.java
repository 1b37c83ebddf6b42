package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bad input on every route, drawn from a seed; the long form is {@code ./noderax chaos fuzz --cases 100000}. */
class BadInputIT {
    private static final long SEED = 20261124;
    private static final int CASES = 3000;

    private static OpenFolder folder;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void badInputIsRefusedWithASentenceAndHurtsNobody() throws Exception {
        List<String> violations = new FuzzRun(server, SEED, CASES).run();

        assertThat(violations.stream().limit(20)).isEmpty();
    }

    @Test
    void whatIsRefusedBeforeARouteIsFoundSaysWhyToo() throws Exception {
        try (RawConnection connection =
                new RawConnection(URI.create(server.url()).getPort())) {
            isRefused(connection, 414, "longer than 8192", "GET /api/v1/" + "x".repeat(9000), "", 0);
            isRefused(connection, 400, "Content-Type", "POST /api/v1/auth/login", "Content-Type: garbage\r\n", 2);
            isRefused(connection, 413, "at most 52428800", "POST /api/v1/auth/login", "", 150_000_000);
            isRefused(connection, 400, "two hex digits", "GET /api/v1/nodes/%zz", "", 0);
            isRefused(connection, 400, "two hex digits", "GET /api/v1/nodes?search=100%", "", 0);
            isRefused(connection, 400, "two hex digits", "GET /%", "", 0);
            isRefused(connection, 404, "Cannot GET /nothing", "GET /nothing", "", 0);
        }
    }

    @Test
    void aServerThatCannotReachItsDatabaseSaysSo() {
        Map<String, String> environment = Map.of(
                "NODERAX_HOME", folder.path().resolve("no-database").toString(),
                "NODERAX_PORT", Integer.toString(ServerProcess.freePort()),
                "DATABASE_URL", "postgres://noderax:secret-word@127.0.0.1:" + ServerProcess.freePort() + "/noderax");
        Command server = Command.start(folder.path(), TrainedServer.command(), environment);

        assertThat(server.await()).isEqualTo(1);
        assertThat(server.err())
                .contains("noderax-server: the server failed: ")
                .containsIgnoringCase("refused")
                .doesNotContain("secret-word");
    }

    @Test
    void aClientThatLeavesInTheMiddleOfItsRequestIsOneLineInTheLog() throws Exception {
        byte[] half = "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{\"email\":"
                .getBytes(StandardCharsets.US_ASCII);

        WaitLoop.until("the server says so", () -> {
            leaveAfter(half);
            return server.logText()
                    .lines()
                    .anyMatch(line -> line.contains("client has left") && line.contains("path=/api/v1/auth/login"));
        });
        assertThat(server.logText()).doesNotContain("io.netty");
    }

    private static void leaveAfter(byte[] half) {
        try (RawConnection connection =
                new RawConnection(URI.create(server.url()).getPort())) {
            assertThatThrownBy(() -> connection.exchange(half, false, Duration.ofMillis(500)))
                    .isInstanceOf(SocketTimeoutException.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole request is sent before the answer is read. */
    private static void isRefused(
            RawConnection connection, int status, String words, String line, String headers, int bodyBytes)
            throws IOException {
        byte[] head = (line + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + bodyBytes + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + bodyBytes);
        Arrays.fill(request, head.length, request.length, (byte) ' ');

        RawConnection.Received answer = connection.exchange(request, false, Duration.ofSeconds(20));

        assertThat(answer.status()).as(line.split("\\?", 2)[0]).isEqualTo(status);
        assertThat(Json.parseObject(answer.body()).text("message")).contains(words);
        assertThat(Json.parseObject(answer.body()).get("statusCode")).isEqualTo((long) status);
    }
}
