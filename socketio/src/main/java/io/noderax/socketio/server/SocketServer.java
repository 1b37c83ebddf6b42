package io.noderax.socketio.server;

import io.noderax.socketio.packet.BadPacket;
import io.noderax.socketio.packet.EnginePacket;
import io.noderax.socketio.packet.PollingBody;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO 5 server. An application serves its {@link Gateway gateways}; an adapter brings requests and WebSockets; somebody calls
 * {@link #sweep} now and then ({@link SweepLoop} does). Safe for any thread, and nothing blocks.
 */
public final class SocketServer {
    private static final int MOST_PACKETS = 10_000;

    private final Engine engine;
    private volatile boolean closed;

    /**
     * @param listeners gives each task a thread that may block
     * @param chance cannot be foreseen: ids are made from it
     * @param nanoTime as {@link System#nanoTime}
     */
    public SocketServer(EngineSettings settings, Executor listeners, RandomGenerator chance, LongSupplier nanoTime) {
        this.engine = new Engine(settings, listeners, chance, nanoTime);
    }

    // --- for the application ----------------------------------------------------------------------------------------

    /** Opens a namespace. */
    public Namespace serve(Gateway gateway) {
        return engine.serve(gateway);
    }

    /**
     * A namespace that is served.
     *
     * @throws IllegalArgumentException when it is not
     */
    public Namespace namespace(String name) {
        Namespace namespace = engine.namespace(name);
        if (namespace == null) {
            throw new IllegalArgumentException("nobody serves namespace " + name);
        }
        return namespace;
    }

    /** How many clients there are, in a namespace or not. */
    public int clients() {
        return engine.sessions().size();
    }

    public EngineSettings settings() {
        return engine.settings();
    }

    /** Does what has become due: pings, timeouts. To be called at least ten times in a ping interval. */
    public void sweep() {
        long now = engine.now();
        engine.sessions().forEach(session -> session.look(now));
    }

    /** Ends every connection in a way after which clients come back; new ones are refused. */
    public void close() {
        closed = true;
        engine.sessions().forEach(session -> session.close(CloseReason.SHUTTING_DOWN));
    }

    // --- for the adapter --------------------------------------------------------------------------------------------

    /**
     * A GET of the polling transport.
     *
     * @return what to run when the caller goes before it is answered
     */
    public Runnable poll(RequestHead head, PollingAnswer answer) {
        TransportError error = refusal(head, "polling");
        if (error != null) {
            answer.refuse(error);
            return () -> {};
        }
        Session session = engine.find(head.parameter("sid"));
        if (session == null) {
            begin(head, answer);
            return () -> {};
        }
        PollingTransport polling = session.polling();
        if (polling == null) {
            answer.refuse(TransportError.BAD_REQUEST);
            return () -> {};
        }
        session.polled(polling, answer);
        return () -> {
            if (polling.abandon(answer)) {
                session.lost(polling, CloseReason.TRANSPORT_ERROR);
            }
        };
    }

    private void begin(RequestHead head, PollingAnswer answer) {
        if (closed) {
            answer.send(503, "text/plain", "shutting down");
            return;
        }
        Session session = engine.begin(head);
        String open = new EnginePacket.Open(engine.handshake(session, true)).encode();
        answer.send(200, "text/plain; charset=UTF-8", open);
    }

    /** A POST of the polling transport, whose body the adapter has read within {@code maxPayload}. */
    public void post(RequestHead head, String body, PollingAnswer answer) {
        TransportError error = refusal(head, "polling");
        Session session = engine.find(head.parameter("sid"));
        PollingTransport polling = session == null ? null : session.polling();
        if (error != null || session == null || polling == null) {
            answer.refuse(error == null ? TransportError.BAD_REQUEST : error);
            return;
        }
        if (!polling.beginPost()) {
            session.lost(polling, CloseReason.TRANSPORT_ERROR);
            answer.refuse(TransportError.BAD_REQUEST);
            return;
        }
        try {
            for (EnginePacket packet : PollingBody.parse(body, MOST_PACKETS)) {
                session.receive(packet, 0);
            }
        } catch (BadPacket e) {
            session.broken(e);
        }
        polling.endPost(answer);
    }

    /** Whether a WebSocket may be opened for this request: null, or why not. */
    public @Nullable TransportError refusalOfWebSocket(RequestHead head) {
        return closed ? TransportError.BAD_REQUEST : refusal(head, "websocket");
    }

    /**
     * A WebSocket is open.
     *
     * @return who hears what comes on it; null when it has to be closed
     */
    public @Nullable WebSocketEars open(RequestHead head, WebSocketLink link) {
        String sid = head.parameter("sid");
        if (!sid.isEmpty()) {
            Session session = engine.find(sid);
            return session == null || !engine.settings().upgrades() ? null : session.tryOut(link);
        }
        Session session = engine.begin(head);
        WebSocketEars ears = session.beginOn(link);
        link.send(new EnginePacket.Open(engine.handshake(session, false)).encode());
        return ears;
    }

    private @Nullable TransportError refusal(RequestHead head, String transport) {
        String sid = head.parameter("sid");
        if (!head.parameter("transport").equals(transport)) {
            boolean known = head.parameter("transport").equals("websocket");
            return known ? TransportError.BAD_REQUEST : TransportError.UNKNOWN_TRANSPORT;
        }
        if (sid.isEmpty()) {
            return refusalOfNew(head);
        }
        Session session = engine.find(sid);
        if (session == null) {
            return TransportError.UNKNOWN_SID;
        }
        boolean fits = transport.equals("websocket") || session.transportName().equals(transport);
        return fits ? null : TransportError.BAD_REQUEST;
    }

    private static @Nullable TransportError refusalOfNew(RequestHead head) {
        if (!head.method().equals("GET")) {
            return TransportError.BAD_HANDSHAKE_METHOD;
        }
        return head.parameter("EIO").equals("4") ? null : TransportError.UNSUPPORTED_PROTOCOL_VERSION;
    }
}
