package io.noderax.server.terminals;

import io.noderax.protocol.id.UserId;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.http.Refusal;
import io.noderax.server.realtime.HandshakeToken;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.socketio.server.Admission;
import io.noderax.socketio.server.CloseReason;
import io.noderax.socketio.server.ConnectRequest;
import io.noderax.socketio.server.Gateway;
import io.noderax.socketio.server.Peer;
import io.noderax.socketio.server.SocketEvent;
import io.noderax.socketio.server.SocketListener;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The namespace {@code /terminal}: a browser enters with its connect token. Whose sign-in ends loses its sockets here too; the shell
 * lives on for the detach grace, and a new connect token, which needs a sign-in, leads back to it.
 */
@Singleton
class TerminalDoor implements Gateway {
    private final TerminalDesk desk;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();

    private record Open(Peer peer, UserId user) {}

    TerminalDoor(TerminalDesk desk, Signals signals) {
        this.desk = desk;
        signals.on(Signal.USER_CHANGED, user -> cut(new UserId(user)));
    }

    @Override
    public String namespace() {
        return "/terminal";
    }

    @Override
    public Admission connect(ConnectRequest request) {
        Late viewer = new Late();
        try {
            TerminalVisit visit = desk.connect(HandshakeToken.of(request), viewer);
            return Admission.accept(peer -> listen(peer, visit, viewer));
        } catch (Refusal e) {
            return Admission.refuse("UNAUTHORIZED", e.getMessage());
        }
    }

    private SocketListener listen(Peer peer, TerminalVisit visit, Late viewer) {
        viewer.peer = peer;
        Open entry = new Open(peer, visit.user());
        open.add(entry);
        return new SocketListener() {
            @Override
            public void event(SocketEvent event) {
                JsonObject body;
                try {
                    body = Json.parseObject(event.argument());
                } catch (JsonException e) {
                    body = JsonObject.EMPTY;
                }
                event.acknowledge(Json.print(visit.on(event.name(), body)));
            }

            @Override
            public void closed(CloseReason reason) {
                open.remove(entry);
                visit.left();
            }
        };
    }

    private void cut(UserId user) {
        open.stream()
                .filter(entry -> entry.user().equals(user))
                .forEach(entry -> entry.peer().disconnectClient());
    }

    /** The socket, known a moment after the token. */
    private static final class Late implements Viewer {
        private volatile @Nullable Peer peer;

        @Override
        public boolean emit(String event, JsonObject body) {
            Peer known = peer;
            return known != null && known.emit(event, Json.print(body));
        }

        @Override
        public long pendingBytes() {
            Peer known = peer;
            return known == null ? 0 : known.pendingBytes();
        }
    }
}
