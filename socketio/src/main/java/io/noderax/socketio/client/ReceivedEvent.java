package io.noderax.socketio.client;

import io.noderax.socketio.packet.SocketPacket;
import java.util.List;

/** An event of the server, with a way to acknowledge it. */
public final class ReceivedEvent {
    private final SocketClient client;
    private final SocketPacket.Event packet;

    ReceivedEvent(SocketClient client, SocketPacket.Event packet) {
        this.client = client;
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

    public List<byte[]> attachments() {
        return packet.attachments();
    }

    public boolean wantsAcknowledgement() {
        return packet.ack().isPresent();
    }

    /** Answers it, if the server has asked for that. */
    public void acknowledge(String... json) throws SocketFailed {
        if (packet.ack().isPresent()) {
            client.send(new SocketPacket.Ack(packet.namespace(), packet.ack().getAsLong(), List.of(json), List.of()));
        }
    }
}
