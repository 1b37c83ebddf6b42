package io.noderax.socketio.server;

import io.noderax.socketio.packet.BadPacket;
import io.noderax.socketio.packet.Encoded;
import io.noderax.socketio.packet.EnginePacket;
import java.util.List;

/** A WebSocket: of a client that began with it, or on trial until the client says that it changes to it. */
final class WebSocketTransport implements Transport, WebSocketEars {
    private final Session session;
    private final WebSocketLink link;
    private volatile boolean onTrial;

    WebSocketTransport(Session session, WebSocketLink link, boolean onTrial) {
        this.session = session;
        this.link = link;
        this.onTrial = onTrial;
    }

    @Override
    public String name() {
        return "websocket";
    }

    // --- from the client --------------------------------------------------------------------------------------------

    @Override
    public void text(String message) {
        try {
            EnginePacket packet = EnginePacket.parse(message);
            if (onTrial) {
                tried(packet);
            } else {
                session.receive(packet, message.length());
            }
        } catch (BadPacket e) {
            broken(e);
        }
    }

    @Override
    public void binary(byte[] message) {
        try {
            if (onTrial) {
                throw new BadPacket("a trial carries no attachments");
            }
            session.receive(new EnginePacket.Binary(message), message.length);
        } catch (BadPacket e) {
            broken(e);
        }
    }

    private void tried(EnginePacket packet) {
        if (packet instanceof EnginePacket.Ping ping && ping.text().equals("probe")) {
            link.send(new EnginePacket.Pong(ping.text()).encode());
            session.trialBegins();
        } else if (packet instanceof EnginePacket.Upgrade) {
            onTrial = false;
            session.changeTo(this);
        } else {
            throw new BadPacket("a trial is a ping, then an upgrade");
        }
    }

    private void broken(BadPacket e) {
        if (onTrial) {
            session.trialFailed(this);
            link.close();
        } else {
            session.broken(e);
        }
    }

    @Override
    public void drained() {
        session.flush();
    }

    @Override
    public void closed() {
        if (onTrial) {
            session.trialFailed(this);
        } else {
            session.lost(this, CloseReason.TRANSPORT_CLOSE);
        }
    }

    // --- to the client ----------------------------------------------------------------------------------------------

    @Override
    public boolean isReady() {
        return !link.isFull();
    }

    @Override
    public boolean canSayGoodbye(boolean allSaid) {
        return true;
    }

    @Override
    public void write(List<Encoded> packets) {
        for (Encoded packet : packets) {
            link.send(packet.frame());
            packet.attachments().forEach(link::send);
        }
    }

    @Override
    public void close(List<Encoded> last) {
        write(last);
        link.resumeReading();
        link.close();
    }

    @Override
    public void abort() {
        link.resumeReading();
        link.close();
    }

    @Override
    public void pauseReading() {
        link.pauseReading();
    }

    @Override
    public void resumeReading() {
        link.resumeReading();
    }
}
