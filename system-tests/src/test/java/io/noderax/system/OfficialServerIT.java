package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.socketio.client.Failure;
import io.noderax.socketio.client.Preflight;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketConnector;
import io.noderax.socketio.client.SocketFailed;
import io.noderax.socketio.client.SocketOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official JavaScript server judges our Socket.IO client. */
class OfficialServerIT {
    private static final SocketConnector DIRECT = new SocketConnector(null, null);
    private static OfficialServer server;

    @BeforeAll
    static void start() {
        server = OfficialServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static SocketOptions options() {
        return SocketOptions.of(server.address(), "/agent").within(Duration.ofSeconds(20));
    }

    private static SocketClient connect(SocketOptions options) throws SocketFailed {
        return SocketClient.connect(options, DIRECT, new Random(1));
    }

    private static Failure refusal(SocketOptions options) {
        try (SocketClient client = connect(options)) {
            throw new AssertionError("connected as " + client.id());
        } catch (SocketFailed e) {
            return e.failure();
        }
    }

    @Test
    void thePreflightFindsTheEndpoint() {
        assertThat(Preflight.ask(options(), DIRECT)).isInstanceOfSatisfying(Preflight.Ready.class, ready -> {
            assertThat(ready.handshake().sid()).hasSize(20);
            assertThat(ready.handshake().upgrades()).containsExactly("websocket");
            assertThat(ready.handshake().pingInterval()).isEqualTo(300);
        });
    }

    @Test
    void thePreflightTellsAnotherPageFromNobody() throws IOException {
        // With a query of its own, the address says nothing of a transport.
        SocketOptions bad = SocketOptions.of(URI.create(server.address() + "?nothing=1&"), "/agent");
        assertThat(Preflight.ask(bad, DIRECT)).isInstanceOf(Preflight.NoEndpoint.class);
        assertThat(Preflight.ask(SocketOptions.of(nobody(), "/agent"), DIRECT))
                .isInstanceOfSatisfying(
                        Preflight.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unreachable.class));
    }

    @Test
    void itShowsItsAuthAndItsHeadersAndReadsThoseOfTheAnswer() throws SocketFailed {
        SocketOptions options = options().withAuth("{\"token\":\"right\"}").withHeaders(Map.of("X-Test", "shown"));
        try (HeardClient client = HeardClient.of(connect(options))) {
            assertThat(client.ask("who am I"))
                    .containsExactly(
                            "{\"token\":\"right\"}",
                            "\"shown\"",
                            "\"" + client.socket().id() + "\"");
            assertThat(client.socket().answerHeaders()).containsEntry("x-noderax-test", "yes");
        }
    }

    @Test
    void everyJsonValueComesBack() throws SocketFailed {
        List<String> values = List.of(
                "null", "true", "-1.5e-7", "\"a \\\"b\\\" \\\\ \\n ü 漢 😀\"", "[]", "{}", "[[1,{\"a\":[null]}]]");
        try (HeardClient client = HeardClient.of(connect(options()))) {
            assertThat(client.ask("echo", values.toArray(String[]::new))).isEqualTo(values);
            assertThat(client.next("echoed")).isEqualTo(values);
        }
    }

    @Test
    void itAcknowledgesWhatTheServerAsks() throws SocketFailed {
        try (HeardClient client = HeardClient.of(connect(options()))) {
            client.socket().emit("ask me", "21");
            assertThat(client.next("answered")).containsExactly("[\"heard\",21]");
        }
    }

    @Test
    void attachmentsGoBothWays() throws SocketFailed {
        byte[] bytes = new byte[70_000];
        new Random(7).nextBytes(bytes);
        try (HeardClient client = HeardClient.of(connect(options()))) {
            client.socket().emit("echo", List.of("{\"_placeholder\":true,\"num\":0}", "\"text\""), List.of(bytes));
            assertThat(client.next("echoed").get(1)).isEqualTo("\"text\"");
            assertThat(client.attachments()).containsExactly(bytes);
        }
    }

    @Test
    void manyEventsKeepTheirOrder() throws SocketFailed {
        try (HeardClient client = HeardClient.of(connect(options()))) {
            client.socket().emit("numbers", "2000");
            for (int number : IntStream.range(0, 2000).toArray()) {
                assertThat(client.next("number")).containsExactly(Integer.toString(number));
            }
        }
    }

    @Test
    void almostAMegabyteGoesBothWaysAndMoreIsNotSent() throws SocketFailed {
        String big = "\"" + "x".repeat(999_000) + "\"";
        try (HeardClient client = HeardClient.of(connect(options()))) {
            assertThat(client.ask("echo", big)).containsExactly(big);
            assertThat(client.next("echoed")).containsExactly(big);
            client.socket().emit("big", "1500000");
            assertThat(client.next("text").getFirst()).hasSize(1_500_002);
            assertThatThrownBy(() -> client.socket().emit("echo", big + big))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1000000");
            assertThat(client.ask("echo", "1")).containsExactly("1");
        }
    }

    @Test
    void whatIsAboveTheClientsOwnLimitEndsIt() throws SocketFailed {
        SocketOptions small =
                new SocketOptions(server.address(), "/agent", null, Map.of(), Duration.ofSeconds(20), 10_000);
        try (HeardClient client = HeardClient.of(connect(small))) {
            client.socket().emit("big", "20000");
            assertThat(client.end()).isInstanceOf(Failure.ProtocolBroken.class);
        }
    }

    @Test
    void roomsReachIt() throws SocketFailed {
        try (HeardClient one = HeardClient.of(connect(options()));
                HeardClient two = HeardClient.of(connect(options()))) {
            two.socket().emit("say", "\"hello\"");
            assertThat(one.next("said")).containsExactly("\"hello\"");
            assertThat(two.next("said")).containsExactly("\"hello\"");
        }
    }

    @Test
    void itAnswersPingsAndStays() throws SocketFailed {
        try (HeardClient client = HeardClient.of(connect(options()))) {
            for (int ping = 0; ping < 4; ping++) {
                WaitLoop.until("a ping interval has gone by", aPingIntervalFromNow());
                assertThat(client.ask("echo", "1")).containsExactly("1");
            }
        }
    }

    private static BooleanSupplier aPingIntervalFromNow() {
        long then = System.nanoTime() + Duration.ofMillis(350).toNanos();
        return () -> System.nanoTime() - then >= 0;
    }

    // --- failures ---------------------------------------------------------------------------------------------------

    @Test
    void aRefusedNamespaceTellsItsData() {
        assertThat(refusal(options().withAuth("{\"token\":\"wrong\"}")))
                .isEqualTo(new Failure.NamespaceRefused(
                        "not with wrong", "{\"code\":\"UNAUTHORIZED\",\"message\":\"not with wrong\"}"));
        assertThat(refusal(SocketOptions.of(server.address(), "/nope")))
                .isEqualTo(new Failure.NamespaceRefused("Invalid namespace", null));
    }

    @Test
    void whoDoesNotAnswerOrIsNotThereIsToldApart() throws IOException {
        assertThat(refusal(SocketOptions.of(server.address(), "/silent").within(Duration.ofMillis(400))))
                .isInstanceOf(Failure.TimedOut.class);
        assertThat(refusal(SocketOptions.of(nobody(), "/agent"))).isInstanceOf(Failure.Unreachable.class);
        assertThat(refusal(SocketOptions.of(URI.create("ftp://127.0.0.1/"), "/agent")))
                .isInstanceOf(Failure.BadAddress.class);
        assertThat(refusal(
                        SocketOptions.of(URI.create(server.address().toString().replace("http", "https")), "/agent")))
                .isInstanceOf(Failure.TlsFailed.class);
    }

    @Test
    void theServersDisconnectComesAfterItsLastWord() throws SocketFailed {
        try (HeardClient client = HeardClient.of(connect(options()))) {
            client.socket().emit("leave");
            assertThat(client.next("last word")).containsExactly("\"bye\"");
            assertThat(client.end()).isEqualTo(new Failure.Disconnected());
            assertThatThrownBy(() -> client.socket().emit("echo")).isInstanceOf(SocketFailed.class);
        }
    }

    @Test
    void aClosedOrBrokenOrSilentConnectionEnds() throws SocketFailed {
        assertThat(endAfter("cut")).isInstanceOf(Failure.Closed.class);
        assertThat(endAfter("break")).isInstanceOf(Failure.Unreachable.class);
        assertThat(endAfter("hang")).isInstanceOf(Failure.TimedOut.class);
    }

    private static Failure endAfter(String event) throws SocketFailed {
        try (HeardClient client = HeardClient.of(connect(options()))) {
            client.socket().emit(event);
            return client.end();
        }
    }

    @Test
    void whatIsNoPacketEndsIt() throws SocketFailed {
        for (String frame : List.of("x", "4", "42/agent,{", "42/agent,[1]", "45-x", "0{}", "3probe")) {
            try (HeardClient client = HeardClient.of(connect(options()))) {
                client.socket().emit("frame", "\"" + frame + "\"");
                assertThat(client.end()).as(frame).isInstanceOf(Failure.ProtocolBroken.class);
            }
        }
    }

    @Test
    void anAcknowledgementThatDoesNotComeIsMissing() throws SocketFailed {
        try (HeardClient client = HeardClient.of(connect(options()))) {
            assertThat(client.ask(Duration.ofMillis(50), "no such event")).isEmpty();
            assertThat(client.ask("echo", "1")).containsExactly("1");
        }
    }

    private static URI nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort() + "/socket.io/");
        }
    }
}
