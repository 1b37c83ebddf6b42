package io.noderax.socketio.server;

import io.noderax.socketio.packet.SocketPacket;
import java.util.List;

/** An event of a peer, with a way to acknowledge it. */
public final class SocketEvent {
    private final Peer peer;
    private final SocketPacket.Event packet;
    private boolean acknowledged;

    SocketEvent(Peer peer, SocketPacket.Event packet) {
        this.peer = peer;
        this.packet = packet;
    }

    public String name() {
        return packet.name();
    }

    /** The arguments as JSON texts. */
    public List<String> arguments() {
        return packet.arguments();
    }

    /** The first argument; {@code null} as JSON when there is none. */
    public String argument() {
        return packet.arguments().isEmpty() ? "null" : packet.arguments().getFirst();
    }

    /** What placeholders among the arguments stand for. */
    public List<byte[]> attachments() {
        return packet.attachments();
    }

    public boolean wantsAcknowledgement() {
        return packet.ack().isPresent();
    }

    /** Answers it, if the peer has asked for that, and only once. */
    public void acknowledge(String... json) {
        acknowledge(List.of(json), List.of());
    }

    public synchronized void acknowledge(List<String> json, List<byte[]> attachments) {
        if (packet.ack().isPresent() && !acknowledged) {
            acknowledged = true;
            peer.acknowledge(packet.ack().getAsLong(), json, attachments);
        }
    }
}
