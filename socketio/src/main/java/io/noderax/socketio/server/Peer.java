package io.noderax.socketio.server;

import io.noderax.socketio.packet.Encoded;
import io.noderax.socketio.packet.SocketPacket;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A client in one namespace, as an application sees it. Safe for any thread; nothing here blocks. */
public final class Peer {
    private final String id;
    private final Session session;
    private final Client client;
    private final Namespace namespace;
    private final ConnectRequest request;
    private final SerialInbox inbox;
    private final AwaitedAcknowledgements awaited = new AwaitedAcknowledgements();
    private @Nullable Set<String> rooms;
    private volatile @Nullable SocketListener listener;
    private int waitingEvents;
    private boolean held;
    private boolean gone;

    Peer(String id, Session session, Client client, Namespace namespace, ConnectRequest request, SerialInbox inbox) {
        this.id = id;
        this.session = session;
        this.client = client;
        this.namespace = namespace;
        this.request = request;
        this.inbox = inbox;
    }

    public String id() {
        return id;
    }

    public String namespace() {
        return namespace.name();
    }

    /** How it came in. */
    public ConnectRequest request() {
        return request;
    }

    // --- to the peer ------------------------------------------------------------------------------------------------

    /**
     * Sends an event.
     *
     * @param json the arguments
     * @return whether it was taken: not when too much waits to be written already, or the peer is gone
     */
    public boolean emit(String event, String... json) {
        return emit(namespace.encode(event, json));
    }

    /** Sends what {@link Namespace#encode} has made, perhaps for others too. */
    public boolean emit(Encoded packet) {
        return isOpen() && session.offer(packet);
    }

    /** Sends an event with attachments. */
    public boolean emit(String event, List<String> json, List<byte[]> attachments) {
        return emit(new SocketPacket.Event(namespace(), OptionalLong.empty(), event, json, attachments).encode());
    }

    /** Sends an event that the peer is to acknowledge. When it is not taken, the answer is missing at once. */
    public boolean ask(String event, List<String> json, Duration within, Acknowledged answer) {
        long ack = awaited.add(namespace.now() + within.toNanos(), answer);
        OptionalLong number = OptionalLong.of(ack);
        boolean taken = emit(new SocketPacket.Event(namespace(), number, event, json, List.of()).encode());
        if (!taken) {
            missing(awaited.take(ack));
        }
        return taken;
    }

    void acknowledge(long ack, List<String> json, List<byte[]> attachments) {
        if (isOpen()) {
            session.send(new SocketPacket.Ack(namespace(), ack, json, attachments).encode());
        }
    }

    /** Bytes that wait to be written to its client, all namespaces together; what the transport itself holds is not counted. */
    public long pendingBytes() {
        return session.pendingBytes();
    }

    /** False once half of what may wait does; when it has gone out, {@link SocketListener#writable} tells. */
    public boolean isWritable() {
        return session.isWritable();
    }

    /** Stops reading from its client, all namespaces together, until {@link #resumeReading}. */
    public void pauseReading() {
        hold(true);
    }

    public void resumeReading() {
        hold(false);
    }

    private synchronized void hold(boolean wanted) {
        if (held != wanted && !(wanted && gone)) {
            held = wanted;
            if (wanted) {
                session.holdReading();
            } else {
                session.releaseReading();
            }
        }
    }

    // --- rooms ------------------------------------------------------------------------------------------------------

    public synchronized void join(String room) {
        if (gone) {
            return;
        }
        if (rooms == null) {
            rooms = ConcurrentHashMap.newKeySet(4);
        }
        if (rooms.add(room)) {
            namespace.join(room, this);
        }
    }

    public synchronized void leave(String room) {
        if (rooms != null && rooms.remove(room)) {
            namespace.leave(room, this);
        }
    }

    public synchronized Set<String> rooms() {
        return rooms == null ? Set.of() : Set.copyOf(rooms);
    }

    // --- from the peer ----------------------------------------------------------------------------------------------

    /** Its listener is made first of all, on the thread that will call it. */
    void open(Admission.Opening opening) {
        inbox.add(() -> listener = opening.open(this));
    }

    /** It is now where others find it; only then is there anything to come. */
    void begin() {
        if (!isOpen()) {
            namespace.remove(this);
        }
    }

    void received(SocketPacket.Event packet) {
        SocketListener known = listener;
        boolean admitted = known == null || known.admits(packet.name());
        SocketEvent event = new SocketEvent(this, packet);
        synchronized (this) {
            if (gone) {
                return;
            }
            if (++waitingEvents == namespace.mostWaitingEvents()) {
                session.holdReading();
            }
        }
        inbox.add(() -> {
            try {
                deliver(event, admitted);
            } finally {
                delivered();
            }
        });
    }

    private void deliver(SocketEvent event, boolean admitted) {
        SocketListener known = listener;
        if (known != null && admitted) {
            known.event(event);
        } else if (known != null) {
            known.limited(event);
        }
    }

    private synchronized void delivered() {
        if (waitingEvents-- == namespace.mostWaitingEvents()) {
            session.releaseReading();
        }
    }

    void received(SocketPacket.Ack packet) {
        Acknowledged answer = awaited.take(packet.id());
        if (answer != null) {
            inbox.add(() -> answer.answered(packet.arguments()));
        }
    }

    void expireAcknowledgements(long now) {
        awaited.takeExpired(now).forEach(this::missing);
    }

    private void missing(@Nullable Acknowledged answer) {
        if (answer != null) {
            inbox.add(answer::missing);
        }
    }

    void writable() {
        inbox.add(() -> {
            SocketListener known = listener;
            if (known != null) {
                known.writable();
            }
        });
    }

    // --- its end ----------------------------------------------------------------------------------------------------

    public synchronized boolean isOpen() {
        return !gone;
    }

    /** Sends it out of the namespace, after what waits to be written. */
    public void disconnect() {
        if (isOpen()) {
            session.send(new SocketPacket.Disconnect(namespace()).encode());
            end(CloseReason.SERVER_DISCONNECT);
        }
    }

    /** Closes its whole connection, after what waits to be written; its other namespaces end too. */
    public void disconnectClient() {
        disconnect();
        session.close(CloseReason.SERVER_DISCONNECT);
    }

    void end(CloseReason reason) {
        Set<String> left;
        synchronized (this) {
            if (gone) {
                return;
            }
            left = rooms();
            hold(false);
            gone = true;
        }
        client.left(this);
        left.forEach(room -> namespace.leave(room, this));
        namespace.remove(this);
        awaited.takeAll().forEach(this::missing);
        inbox.add(() -> {
            SocketListener known = listener;
            if (known != null) {
                known.closed(reason);
            }
        });
    }
}
