package io.noderax.socketio.packet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a packet and its attachments together again as they arrive. One thread at a time. */
public final class PacketAssembler {
    private final int mostBytes;
    private @Nullable SocketPacket waiting;
    private List<byte[]> attachments = List.of();
    private int bytes;

    /** @param mostBytes of all attachments of one packet */
    public PacketAssembler(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * A message has come.
     *
     * @return the packet; null when attachments of it have still to come
     * @throws BadPacket when it is none, or attachments were still to come
     */
    public @Nullable SocketPacket text(String text) {
        if (waiting != null) {
            throw new BadPacket("expected an attachment, got text");
        }
        SocketPacket packet = SocketPacket.parse(text);
        if (packet instanceof SocketPacket.BinaryEvent || packet instanceof SocketPacket.BinaryAck) {
            waiting = packet;
            attachments = new ArrayList<>();
            bytes = 0;
            return null;
        }
        return packet;
    }

    /**
     * An attachment has come.
     *
     * @return the packet that it completes, if it does
     * @throws BadPacket when none was expected, or it is too big
     */
    public @Nullable SocketPacket binary(byte[] attachment) {
        bytes = Math.addExact(bytes, attachment.length);
        if (waiting == null || bytes > mostBytes) {
            throw new BadPacket(waiting == null ? "no attachment was expected" : "attachments are above " + mostBytes);
        }
        attachments.add(attachment);
        SocketPacket complete = completed(waiting);
        if (complete != null) {
            waiting = null;
            attachments = List.of();
        }
        return complete;
    }

    private @Nullable SocketPacket completed(SocketPacket packet) {
        return switch (packet) {
            case SocketPacket.BinaryEvent(SocketPacket.Event event, int missing)
            when missing == attachments.size() ->
                new SocketPacket.Event(event.namespace(), event.ack(), event.name(), event.arguments(), attachments);
            case SocketPacket.BinaryAck(SocketPacket.Ack ack, int missing)
            when missing == attachments.size() ->
                new SocketPacket.Ack(ack.namespace(), ack.id(), ack.arguments(), attachments);
            default -> null;
        };
    }
}
