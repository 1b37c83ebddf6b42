package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.Json;
import io.noderax.socketio.client.Failure;
import io.noderax.socketio.client.Preflight;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketConnector;
import io.noderax.socketio.client.SocketFailed;
import io.noderax.socketio.client.SocketOptions;
import io.noderax.socketio.client.WebSocketClient;
import io.noderax.socketio.client.WebSocketMessage;
import io.noderax.socketio.client.WebSocketRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sockets of the real server, beside its HTTP API on the same port. */
class SocketsIT {
    private static final SocketConnector DIRECT = new SocketConnector(null, null);
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @Test
    void socketsAndTheApiShareThePortAndEndWithTheServer() throws SocketFailed {
        try (OpenFolder folder = OpenFolder.create();
                ServerProcess server = ServerProcess.start(folder)) {
            SocketOptions options = SocketOptions.of(URI.create(server.url() + "/socket.io/"), "/no-such-namespace")
                    .within(WITHIN);
            assertThat(Preflight.ask(options, DIRECT))
                    .isInstanceOfSatisfying(
                            Preflight.Ready.class,
                            ready -> assertThat(ready.handshake().maxPayload()).isEqualTo(1_000_000));
            assertThatThrownBy(() -> SocketClient.connect(options, DIRECT, new Random(1)))
                    .isInstanceOfSatisfying(
                            SocketFailed.class,
                            failed -> assertThat(failed.failure())
                                    .isEqualTo(new Failure.NamespaceRefused("Invalid namespace", null)));
            refusesInTheWordsOfEach(new Http(server.url(), Map.of()));
            endsWith(server);
        }
    }

    private static void refusesInTheWordsOfEach(Http http) {
        Http.Answer unknown = http.get("/socket.io/?EIO=4&transport=polling&sid=nope");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        Http.Answer nowhere = http.get("/api/v1/nowhere");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(Json.parseObject(nowhere.text()).text("path")).isEqualTo("/api/v1/nowhere");
    }

    private static void endsWith(ServerProcess server) throws SocketFailed {
        WebSocketRequest request = new WebSocketRequest(
                URI.create(server.url() + "/socket.io/?EIO=4&transport=websocket"), Map.of(), WITHIN, 1000);
        try (WebSocketClient socket = WebSocketClient.open(request, DIRECT, new Random(1))) {
            long deadline = System.nanoTime() + WITHIN.toNanos();
            assertThat(socket.read(deadline, deadline))
                    .isInstanceOfSatisfying(
                            WebSocketMessage.Text.class,
                            open -> assertThat(open.text()).startsWith("0{\"sid\":"));
            server.stop();
            assertThatThrownBy(() -> socket.read(deadline, deadline))
                    .isInstanceOfSatisfying(
                            SocketFailed.class,
                            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Closed.class));
        }
    }
}
