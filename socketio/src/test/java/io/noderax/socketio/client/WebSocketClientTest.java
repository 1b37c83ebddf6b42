package io.noderax.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The client's side of RFC 6455 against a far side that speaks in bytes. */
class WebSocketClientTest {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final int FINAL = 0x80;

    private static WebSocketClient open(FarSide side) throws SocketFailed {
        return open(side, new SocketConnector(null, null));
    }

    private static WebSocketClient open(FarSide side, SocketConnector connector) throws SocketFailed {
        WebSocketRequest request = new WebSocketRequest(side.address(), Map.of("X-Mine", "m"), WITHIN, 100);
        return WebSocketClient.open(request, connector, new Random(5));
    }

    private static WebSocketMessage read(WebSocketClient client) throws SocketFailed {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        return client.read(deadline, deadline);
    }

    private static Failure failure(WebSocketClient client) {
        try {
            throw new AssertionError("read " + read(client));
        } catch (SocketFailed e) {
            return e.failure();
        }
    }

    @Test
    void aMessageInPiecesIsPutTogetherAroundAPing() throws IOException {
        try (FarSide side = FarSide.webSocket((socket, in) -> {
                    FarSide.frame(socket, 0x1, "he");
                    FarSide.frame(socket, FINAL | 0x9, "are you there");
                    FarSide.frame(socket, 0x0, "l");
                    FarSide.frame(socket, FINAL | 0xa, "unasked");
                    FarSide.frame(socket, FINAL, "lo \u00fc");
                    FarSide.frame(socket, FINAL | 0x2, "bytes");
                    assertThat(FarSide.readFrame(in)).isEqualTo("8a are you there");
                    assertThat(FarSide.readFrame(in)).isEqualTo("81 " + "x".repeat(70_000));
                    assertThat(FarSide.readFrame(in)).isEqualTo("82 " + "y".repeat(300));
                    assertThat(FarSide.readFrame(in)).startsWith("88 ");
                });
                WebSocketClient client = open(side)) {
            assertThat(client.answerHeaders()).containsEntry("x-one", "1");
            assertThat(read(client)).isEqualTo(new WebSocketMessage.Text("hello \u00fc"));
            assertThat(read(client))
                    .isInstanceOfSatisfying(
                            WebSocketMessage.Binary.class,
                            binary -> assertThat(binary.bytes()).asString().isEqualTo("bytes"));
            client.send("x".repeat(70_000));
            client.send("y".repeat(300).getBytes(StandardCharsets.US_ASCII));
            client.close(1000, "");
            side.finish();
        }
    }

    @Test
    void aReaderWakesWhenNothingComes() throws IOException {
        try (FarSide side = FarSide.webSocket((_, in) -> FarSide.readFrame(in));
                WebSocketClient client = open(side)) {
            long now = System.nanoTime();
            assertThat(client.read(now + Duration.ofMillis(20).toNanos(), now + WITHIN.toNanos()))
                    .isNull();
        }
    }

    @Test
    void theOtherSidesGoodbyeIsAnswered() throws IOException {
        try (FarSide side = FarSide.webSocket((socket, in) -> {
                    FarSide.frame(socket, FINAL | 0x8, "\u0003!why");
                    assertThat(FarSide.readFrame(in)).isEqualTo("88 \u0003!");
                });
                WebSocketClient client = open(side)) {
            assertThat(failure(client)).isEqualTo(new Failure.Closed(0x321, "why"));
            side.finish();
            assertThatThrownBy(() -> client.send("late")).isInstanceOf(SocketFailed.class);
        }
    }

    @Test
    void whatBreaksTheProtocolEndsTheConnection() throws IOException {
        for (int first : new int[] {FINAL | 0x3, FINAL | 0xb, 0x9, FINAL | 0x41, FINAL, 0xc1}) {
            try (FarSide side = FarSide.webSocket((socket, in) -> {
                        FarSide.frame(socket, first, "x");
                        assertThat(FarSide.readFrame(in)).startsWith("88 ");
                    });
                    WebSocketClient client = open(side)) {
                assertThat(failure(client)).as(Integer.toHexString(first)).isInstanceOf(Failure.ProtocolBroken.class);
                side.finish();
            }
        }
    }

    @Test
    void aMessageAboveTheLimitIsRefusedBeforeItIsRead() throws IOException {
        try (FarSide side = FarSide.webSocket((socket, in) -> {
                    FarSide.frame(socket, 0x1, "x".repeat(60));
                    socket.getOutputStream().write(new byte[] {(byte) FINAL, 127, 0, 0, 0, 1, 0, 0, 0, 0});
                    assertThat(FarSide.readFrame(in)).startsWith("88 ");
                });
                WebSocketClient client = open(side)) {
            assertThat(failure(client)).isEqualTo(new Failure.ProtocolBroken("a message may have at most 100 bytes"));
            side.finish();
        }
    }

    @Test
    void textThatIsNoUtf8IsRefused() throws IOException {
        try (FarSide side = FarSide.webSocket((socket, _) -> {
                    socket.getOutputStream().write(new byte[] {(byte) (FINAL | 1), 2, (byte) 0xc3, 0x28});
                });
                WebSocketClient client = open(side)) {
            assertThat(failure(client)).isInstanceOf(Failure.ProtocolBroken.class);
        }
    }

    @Test
    void anAnswerThatIsNoUpgradeTellsItsStatus() throws IOException {
        try (FarSide side = FarSide.playing((socket, in) -> {
            assertThat(FarSide.readHead(in))
                    .startsWith("GET /x?y=1 HTTP/1.1\r\nHost: 127.0.0.1:")
                    .contains("X-Mine: m\r\n");
            FarSide.write(socket, "HTTP/1.1 403 Forbidden\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertThatThrownBy(() -> open(side))
                    .isInstanceOfSatisfying(
                            SocketFailed.class,
                            failed -> assertThat(failed.failure())
                                    .isEqualTo(new Failure.HttpRefused(
                                            403, Map.of("retry-after", "7", "content-length", "0"))));
            side.finish();
        }
    }

    @Test
    void anAnswerThatIsNotOursIsRefused() throws IOException {
        for (String answer : new String[] {
            "HTTP/1.1 101 x\r\nSec-WebSocket-Accept: other\r\n\r\n", "SSH-2.0-x\r\n\r\n", "HTTP/1.1 1x1 \r\n\r\n"
        }) {
            try (FarSide side = FarSide.playing((socket, in) -> {
                FarSide.readHead(in);
                FarSide.write(socket, answer);
            })) {
                assertThatThrownBy(() -> open(side))
                        .isInstanceOfSatisfying(
                                SocketFailed.class,
                                failed -> assertThat(failed.failure()).isInstanceOf(Failure.ProtocolBroken.class));
            }
        }
    }

    @Test
    void aProxyIsAskedForATunnelAndItsRefusalIsTold() throws IOException {
        try (FarSide side = FarSide.playing((socket, in) -> {
            assertThat(FarSide.readHead(in))
                    .startsWith("CONNECT 127.0.0.1:")
                    .contains("Proxy-Authorization: Basic dTpw\r\n");
            FarSide.write(socket, "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
        })) {
            SocketConnector proxied = new SocketConnector(
                    null, new SocketConnector.Tunnel("127.0.0.1", side.port(), SocketConnector.Tunnel.basic("u", "p")));
            assertThatThrownBy(() -> open(side, proxied))
                    .isInstanceOfSatisfying(
                            SocketFailed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(new Failure.ProxyRefused(407)));
            side.finish();
        }
    }
}
