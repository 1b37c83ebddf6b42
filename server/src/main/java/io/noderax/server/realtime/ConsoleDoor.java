package io.noderax.server.realtime;

import io.noderax.socketio.server.Admission;
import io.noderax.socketio.server.ConnectRequest;
import io.noderax.socketio.server.Gateway;
import io.noderax.socketio.server.Peer;
import io.noderax.socketio.server.SocketListener;
import io.noderax.socketio.server.TokenBucket;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The namespace of browsers that watch; the token of a sign-in opens it (wire contract, 4.1). */
@Singleton
class ConsoleDoor implements Gateway {
    private static final String REFUSED = "UNAUTHORIZED";

    /** A page that opens with a row for each of 10,000 nodes may ask for each. */
    private static final int EVENTS = 20_000;

    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final ConsoleGate gate;
    private final ConsoleSessions sessions;
    private final Map<String, ConsoleEvents> events = new HashMap<>();
    private final OutboxLoop outbox;

    ConsoleDoor(ConsoleGate gate, ConsoleSessions sessions, OutboxLoop outbox, Instance<ConsoleEvents> events) {
        this.gate = gate;
        this.sessions = sessions;
        this.outbox = outbox;
        for (ConsoleEvents listener : events) {
            listener.names().forEach(name -> this.events.put(name, listener));
        }
    }

    @Override
    public String namespace() {
        return "/realtime";
    }

    @Override
    public Admission connect(ConnectRequest request) {
        String token = HandshakeToken.of(request);
        if (token == null) {
            return Admission.refuse(REFUSED, "Missing authentication token");
        }
        ConsoleGate.Viewer viewer = gate.admit(token);
        outbox.watched();
        return viewer == null
                ? Admission.refuse(REFUSED, "Invalid authentication token")
                : Admission.accept(peer -> open(peer, viewer));
    }

    private SocketListener open(Peer peer, ConsoleGate.Viewer viewer) {
        ConsoleSession session = new ConsoleSession(peer, viewer);
        sessions.add(session);
        return new ConsoleConversation(
                peer, session, gate, sessions, events, new TokenBucket(EVENTS, WITHIN, System::nanoTime));
    }
}
