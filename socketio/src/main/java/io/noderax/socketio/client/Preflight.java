package io.noderax.socketio.client;

import io.noderax.socketio.packet.BadPacket;
import io.noderax.socketio.packet.EnginePacket;
import io.noderax.socketio.packet.Handshake;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One handshake by polling, before a WebSocket is tried: it tells a missing endpoint from a proxy that knows no WebSockets. */
public sealed interface Preflight {
    /** The endpoint is there. */
    record Ready(Handshake handshake) implements Preflight {}

    /** Something answered, but no Socket.IO endpoint. */
    record NoEndpoint(int status, String excerpt) implements Preflight {}

    /** Nothing answered. */
    record Failed(Failure failure) implements Preflight {}

    /** Asks, and leaves the session that it opened to its time-out. Blocks for at most the time of the options. */
    static Preflight ask(SocketOptions options, Connector connector) {
        try {
            URI address = options.endpoint("polling");
            long deadline = System.nanoTime() + options.within().toNanos();
            try (Socket socket = connector.connect(address, options.within())) {
                Map<String, String> headers = new HashMap<>(options.headers());
                headers.put("Connection", "close");
                String head = WebSocketRequest.head(address, headers);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
                InputStream in = new BufferedInputStream(socket.getInputStream(), 1024);
                HttpAnswer answer = HttpAnswer.readHead(socket, in, deadline);
                return judge(answer.status(), answer.readBody(socket, in, 4096, deadline));
            }
        } catch (IOException e) {
            return new Failed(SocketFailed.of(e).failure());
        }
    }

    private static Preflight judge(int status, String body) {
        try {
            if (status == 200 && EnginePacket.parse(body) instanceof EnginePacket.Open(Handshake handshake)) {
                return new Ready(handshake);
            }
        } catch (BadPacket _) {
            // A page of somebody else: that is what the answer says.
        }
        return new NoEndpoint(status, body.length() > 200 ? body.substring(0, 200) : body);
    }
}
