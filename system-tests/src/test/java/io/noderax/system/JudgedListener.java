package io.noderax.system;

import io.noderax.socketio.packet.JsonText;
import io.noderax.socketio.server.Acknowledged;
import io.noderax.socketio.server.CloseReason;
import io.noderax.socketio.server.Namespace;
import io.noderax.socketio.server.Peer;
import io.noderax.socketio.server.SocketEvent;
import io.noderax.socketio.server.SocketListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Does what a judge asks of one socket. */
record JudgedListener(JudgedServer server, Peer peer) implements SocketListener {
    @Override
    public void event(SocketEvent event) {
        switch (event.name()) {
            case "echo" -> {
                List<String> back = List.of(JudgedServer.array(event.arguments()));
                peer.emit("echoed", back, event.attachments());
                event.acknowledge(back, event.attachments());
            }
            case "count" -> event.acknowledge(event.argument());
            case "slowly" -> {
                pause(Duration.ofMillis(3));
                event.acknowledge(event.argument());
            }
            case "numbers" -> numbers(event, Duration.ZERO);
            case "numbers slowly" -> numbers(event, Duration.ofMillis(2));
            case "big" -> event.acknowledge("[\"" + "x".repeat(Integer.parseInt(event.argument())) + "\"]");
            case "ask me" -> ask(event);
            case "who am I" -> {
                String header = String.valueOf(peer.request().handshake().header("x-test"));
                event.acknowledge(JudgedServer.array(List.of(peer.request().auth(), JsonText.quote(header))));
            }
            case "join", "part", "say" -> rooms(event);
            case "leave" -> leave(event.argument().equals("true"));
            case "restart" -> Thread.ofPlatform().start(server::restart);
            default -> throw new IllegalArgumentException(event.name());
        }
    }

    private void numbers(SocketEvent event, Duration pause) {
        int count = Integer.parseInt(event.argument());
        for (int number = 0; number < count; number++) {
            if (!peer.emit("number", Integer.toString(number))) {
                throw new IllegalStateException("not taken: " + number);
            }
            pause(pause);
        }
        event.acknowledge("true");
    }

    private void ask(SocketEvent event) {
        peer.ask("question", event.arguments(), Duration.ofSeconds(1), new Acknowledged() {
            @Override
            public void answered(List<String> arguments) {
                event.acknowledge(JudgedServer.array(arguments));
            }

            @Override
            public void missing() {
                event.acknowledge("\"missing\"");
            }
        });
    }

    private void rooms(SocketEvent event) {
        String room = JsonText.string(event.argument());
        Namespace namespace = server.sockets().namespace(peer.namespace());
        String answer = switch (event.name()) {
            case "join" -> {
                peer.join(room);
                yield "null";
            }
            case "part" -> {
                peer.leave(room);
                yield "null";
            }
            default ->
                Integer.toString(namespace.broadcast(
                        List.of(room),
                        namespace.encode("said", event.arguments().get(1))));
        };
        event.acknowledge(answer);
    }

    private void leave(boolean wholly) {
        peer.emit("last word", "\"bye\"");
        if (wholly) {
            peer.disconnectClient();
        } else {
            peer.disconnect();
        }
    }

    @Override
    public void closed(CloseReason reason) {
        peer.leave("nothing is left to leave");
    }

    static void pause(Duration duration) {
        if (!duration.isZero()) {
            LockSupport.parkNanos(duration.toNanos());
        }
    }
}
