package io.noderax.socketio.server;

import io.noderax.socketio.packet.BadPacket;
import io.noderax.socketio.packet.Encoded;
import io.noderax.socketio.packet.EnginePacket;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO connection: its transport and the change to a better one, what waits to be written, its heartbeat, its end. Guarded by
 * itself; packets go out by whoever finds the way free, outside of the lock.
 */
final class Session {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final Encoded PING = new Encoded("2", List.of());

    private final Engine engine;
    private final String sid;
    private final Client client;
    private final WriteBuffer buffer;
    private Transport transport;
    private @Nullable WebSocketTransport trial;
    private boolean upgrading;
    private long trialEnds;
    private boolean flushing;
    private boolean closing;
    private boolean closed;
    private int holds;
    private final Pulse pulse;
    private final long connectBy;

    Session(Engine engine, String sid, RequestHead handshake) {
        this.engine = engine;
        this.sid = sid;
        this.client = new Client(this, engine, handshake);
        this.buffer = new WriteBuffer(engine.settings().limits().mostPendingBytes());
        this.transport = new PollingTransport();
        this.pulse = new Pulse(engine.settings().heartbeat(), engine.now());
        this.connectBy = engine.now() + engine.settings().connectTimeout().toNanos();
    }

    String sid() {
        return sid;
    }

    // --- transports -------------------------------------------------------------------------------------------------

    /** This session begins with a WebSocket. */
    WebSocketEars beginOn(WebSocketLink link) {
        WebSocketTransport first = new WebSocketTransport(this, link, false);
        synchronized (this) {
            transport = first;
        }
        return first;
    }

    synchronized String transportName() {
        return transport.name();
    }

    synchronized @Nullable PollingTransport polling() {
        return transport instanceof PollingTransport polling ? polling : null;
    }

    /** A WebSocket comes to replace polling; null when that is not possible. */
    synchronized @Nullable WebSocketEars tryOut(WebSocketLink link) {
        if (trial != null || closing || !(transport instanceof PollingTransport)) {
            return null;
        }
        trial = new WebSocketTransport(this, link, true);
        trialEnds = engine.now() + engine.settings().upgradeTimeout().toNanos();
        return trial;
    }

    /** The WebSocket works. The client changes once its poll has come back. */
    void trialBegins() {
        PollingTransport polling;
        synchronized (this) {
            upgrading = trial != null;
            polling = polling();
        }
        if (polling != null) {
            polling.release();
        }
    }

    void trialFailed(WebSocketTransport failed) {
        synchronized (this) {
            if (trial == failed) {
                trial = null;
                upgrading = false;
            }
        }
    }

    void changeTo(WebSocketTransport better) {
        Transport old;
        synchronized (this) {
            if (trial != better || closing) {
                better.abort();
                return;
            }
            old = transport;
            transport = better;
            trial = null;
            upgrading = false;
            if (holds > 0) {
                better.pauseReading();
            }
        }
        old.resumeReading();
        if (old instanceof PollingTransport polling) {
            polling.release();
        }
        flush();
    }

    /** A poll has come: it takes what waits, or waits itself. */
    void polled(PollingTransport polling, PollingAnswer answer) {
        if (!polling.park(answer)) {
            lost(polling, CloseReason.TRANSPORT_ERROR);
            answer.refuse(TransportError.BAD_REQUEST);
            return;
        }
        flush();
        boolean mayNotWait;
        synchronized (this) {
            mayNotWait = upgrading || closed || transport != polling;
        }
        if (mayNotWait) {
            polling.release();
        }
    }

    // --- from the client --------------------------------------------------------------------------------------------

    void receive(EnginePacket packet, int size) {
        int most = engine.settings().limits().maxPayload();
        if (size > most) {
            throw new BadPacket("a frame may have at most " + most + " bytes (got " + size + ")");
        }
        if (isClosing()) {
            return;
        }
        switch (packet) {
            case EnginePacket.Message message -> client.text(message.text());
            case EnginePacket.Binary binary -> client.binary(binary.bytes());
            case EnginePacket.Pong _ -> alive();
            case EnginePacket.Close _ -> lost(current(), CloseReason.TRANSPORT_CLOSE);
            case EnginePacket.Open _, EnginePacket.Ping _, EnginePacket.Upgrade _, EnginePacket.Noop _ ->
                throw new BadPacket("only a server sends this (got " + packet + ")");
        }
    }

    private synchronized void alive() {
        pulse.alive(engine.now());
    }

    synchronized void holdReading() {
        if (holds++ == 0) {
            transport.pauseReading();
        }
    }

    synchronized void releaseReading() {
        if (--holds == 0) {
            transport.resumeReading();
        }
    }

    // --- to the client ----------------------------------------------------------------------------------------------

    /** False when there is no room, or the end has come. */
    boolean offer(Encoded packet) {
        synchronized (this) {
            if (closing || !buffer.offer(packet)) {
                return false;
            }
        }
        flush();
        return true;
    }

    /** For what must not be lost. A client that lets too much of it wait is closed. */
    void send(Encoded packet) {
        boolean overrun;
        synchronized (this) {
            if (closing) {
                return;
            }
            buffer.add(packet);
            overrun = buffer.isOverrun();
        }
        if (overrun) {
            lost(current(), CloseReason.TOO_SLOW);
        } else {
            flush();
        }
    }

    synchronized int pendingBytes() {
        return buffer.bytes();
    }

    synchronized boolean isWritable() {
        return !closing && !buffer.isCrowded();
    }

    /** One thread at a time writes; whoever comes meanwhile has its packet written by that one. */
    void flush() {
        synchronized (this) {
            if (flushing) {
                return;
            }
            flushing = true;
        }
        try {
            boolean more = true;
            while (more) {
                more = writeSome();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "writing to a client failed", e);
            lost(current(), CloseReason.TRANSPORT_ERROR);
        }
    }

    private boolean writeSome() {
        Transport to;
        List<Encoded> packets = List.of();
        boolean last;
        boolean roomy = false;
        synchronized (this) {
            to = transport;
            last = closing && !closed && to.canSayGoodbye(buffer.isEmpty());
            flushing = last || (!closed && to.isReady() && !buffer.isEmpty());
            if (flushing) {
                packets = last || to instanceof PollingTransport ? buffer.takeAll() : next();
                closed |= last;
            } else {
                roomy = buffer.becameRoomy();
            }
        }
        if (last) {
            to.close(packets);
            engine.forget(this);
        } else if (!packets.isEmpty()) {
            to.write(packets);
        }
        if (roomy) {
            client.writable();
        }
        return !packets.isEmpty() || last;
    }

    private List<Encoded> next() {
        Encoded packet = buffer.poll();
        return packet == null ? List.of() : List.of(packet);
    }

    // --- its end ----------------------------------------------------------------------------------------------------

    private synchronized boolean isClosing() {
        return closing;
    }

    private synchronized Transport current() {
        return transport;
    }

    /** Ends it from here: what waits still goes out. */
    void close(CloseReason reason) {
        WebSocketTransport unused;
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            pulse.end(engine.now());
            unused = trial;
            trial = null;
        }
        if (unused != null) {
            unused.abort();
        }
        client.closed(reason);
        flush();
    }

    void broken(BadPacket e) {
        LOG.log(Level.DEBUG, "client sent no packet: {0}", e.getMessage());
        close(CloseReason.PARSE_ERROR);
    }

    /** The transport no longer works, or must not. */
    void lost(Transport which, CloseReason reason) {
        WebSocketTransport unused;
        synchronized (this) {
            if (closed || which != transport) {
                return;
            }
            closing = true;
            closed = true;
            unused = trial;
            trial = null;
        }
        engine.forget(this);
        which.abort();
        if (unused != null) {
            unused.abort();
        }
        client.closed(reason);
    }

    // --- time -------------------------------------------------------------------------------------------------------

    /** Looks what has become due. */
    void look(long now) {
        client.expireAcknowledgements(now);
        endLongTrial(now);
        if (!client.hasEntered() && now - connectBy >= 0) {
            close(CloseReason.FORCED_CLOSE);
        }
        Pulse.Due due;
        synchronized (this) {
            due = closed ? Pulse.Due.NOTHING : pulse.look(now, holds > 0);
        }
        switch (due) {
            case NOTHING -> {}
            case PING -> send(PING);
            case TIMEOUT -> lost(current(), CloseReason.PING_TIMEOUT);
            case GONE -> lost(current(), CloseReason.TRANSPORT_CLOSE);
        }
    }

    private void endLongTrial(long now) {
        WebSocketTransport unused = null;
        synchronized (this) {
            if (trial != null && now - trialEnds >= 0) {
                unused = trial;
                trial = null;
                upgrading = false;
            }
        }
        if (unused != null) {
            unused.abort();
        }
    }
}
