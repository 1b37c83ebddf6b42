package io.noderax.socketio.server;

import io.noderax.socketio.packet.BadPacket;
import io.noderax.socketio.packet.Encoded;
import io.noderax.socketio.packet.JsonText;
import io.noderax.socketio.packet.PacketAssembler;
import io.noderax.socketio.packet.SocketPacket;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Socket.IO layer of one session: which namespaces it is in. Its packets come one at a time; the rest is guarded by itself. */
final class Client {
    private static final System.Logger LOG = System.getLogger(Client.class.getName());

    private final Session session;
    private final Engine engine;
    private final RequestHead handshake;
    private final PacketAssembler assembler;
    private Map<String, Peer> peers = Map.of();
    private final Set<String> knocking = new HashSet<>(2);
    private @Nullable CloseReason closed;
    private volatile boolean entered;

    Client(Session session, Engine engine, RequestHead handshake) {
        this.session = session;
        this.engine = engine;
        this.handshake = handshake;
        this.assembler = new PacketAssembler(engine.settings().limits().maxPayload());
    }

    boolean hasEntered() {
        return entered;
    }

    void text(String text) {
        SocketPacket packet = assembler.text(text);
        if (packet != null) {
            accept(packet);
        }
    }

    void binary(byte[] attachment) {
        SocketPacket packet = assembler.binary(attachment);
        if (packet != null) {
            accept(packet);
        }
    }

    private void accept(SocketPacket packet) {
        switch (packet) {
            case SocketPacket.Connect connect -> knock(connect);
            case SocketPacket.Disconnect _ -> {
                Peer peer = peers().get(packet.namespace());
                if (peer != null) {
                    peer.end(CloseReason.CLIENT_DISCONNECT);
                }
            }
            case SocketPacket.Event event -> member(packet).received(event);
            case SocketPacket.Ack ack -> member(packet).received(ack);
            case SocketPacket.ConnectError _, SocketPacket.BinaryEvent _, SocketPacket.BinaryAck _ ->
                throw new BadPacket("a client does not send this");
        }
    }

    private Peer member(SocketPacket packet) {
        Peer peer = peers().get(packet.namespace());
        if (peer == null) {
            throw new BadPacket("not in namespace " + packet.namespace());
        }
        return peer;
    }

    // --- entering ---------------------------------------------------------------------------------------------------

    private void knock(SocketPacket.Connect connect) {
        String name = connect.namespace();
        Namespace namespace = engine.namespace(name);
        if (namespace == null) {
            session.send(refusal(name, new Admission.Refused("Invalid namespace", null)));
            return;
        }
        synchronized (this) {
            int most = engine.settings().limits().mostNamespaces();
            if (peers.containsKey(name) || peers.size() + knocking.size() >= most || !knocking.add(name)) {
                throw new BadPacket("a client enters a namespace once, and at most " + most + " of them");
            }
        }
        String auth = connect.json() == null ? "{}" : connect.json();
        ConnectRequest request = new ConnectRequest(name, auth, handshake);
        engine.threads().execute(() -> decide(namespace, request));
    }

    private void decide(Namespace namespace, ConnectRequest request) {
        Admission admission;
        try {
            admission = namespace.gateway().connect(request);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "gateway of " + request.namespace() + " failed", e);
            admission = new Admission.Refused("Internal server error", null);
        }
        switch (admission) {
            case Admission.Accepted accepted -> enter(namespace, request, accepted);
            case Admission.Refused refused -> {
                synchronized (this) {
                    knocking.remove(request.namespace());
                }
                session.send(refusal(request.namespace(), refused));
            }
        }
    }

    private void enter(Namespace namespace, ConnectRequest request, Admission.Accepted accepted) {
        Peer peer = new Peer(engine.newId(), session, this, namespace, request, new SerialInbox(engine.threads()));
        synchronized (this) {
            knocking.remove(request.namespace());
            if (closed != null) {
                return;
            }
            Map<String, Peer> more = new HashMap<>(peers);
            more.put(request.namespace(), peer);
            peers = Map.copyOf(more);
            entered = true;
            peer.open(accepted.opening());
        }
        String json = "{\"sid\":" + JsonText.quote(peer.id()) + "}";
        session.send(new SocketPacket.Connect(request.namespace(), json).encode());
        namespace.add(peer);
        peer.begin();
    }

    private static Encoded refusal(String namespace, Admission.Refused refused) {
        String info = refused.json() == null ? "" : ",\"data\":" + refused.json();
        String json = "{\"message\":" + JsonText.quote(refused.message()) + info + "}";
        return new SocketPacket.ConnectError(namespace, json).encode();
    }

    // --- leaving ----------------------------------------------------------------------------------------------------

    private synchronized Map<String, Peer> peers() {
        return peers;
    }

    synchronized void left(Peer peer) {
        Map<String, Peer> fewer = new HashMap<>(peers);
        fewer.remove(peer.namespace(), peer);
        peers = Map.copyOf(fewer);
    }

    void closed(CloseReason reason) {
        List<Peer> gone;
        synchronized (this) {
            if (closed != null) {
                return;
            }
            closed = reason;
            gone = new ArrayList<>(peers.values());
        }
        gone.forEach(peer -> peer.end(reason));
    }

    void writable() {
        peers().values().forEach(Peer::writable);
    }

    void expireAcknowledgements(long now) {
        peers().values().forEach(peer -> peer.expireAcknowledgements(now));
    }
}
