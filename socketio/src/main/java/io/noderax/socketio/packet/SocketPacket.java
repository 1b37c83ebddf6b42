package io.noderax.socketio.packet;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One packet of Socket.IO 5. Arguments are JSON texts. Attachments stand apart from them: an argument names each by
 * {@code {"_placeholder":true,"num":0}}.
 */
public sealed interface SocketPacket {
    /** Where it goes: {@code /} or a name that begins with it. */
    String namespace();

    /**
     * To the server: let me in. To the client: you are in.
     *
     * @param json an object, if any
     */
    record Connect(String namespace, @Nullable String json) implements SocketPacket {}

    /** The sender leaves the namespace. */
    record Disconnect(String namespace) implements SocketPacket {}

    /** @param ack asks for an {@link Ack} with this id */
    record Event(String namespace, OptionalLong ack, String name, List<String> arguments, List<byte[]> attachments)
            implements SocketPacket {
        public Event {
            arguments = List.copyOf(arguments);
            attachments = List.copyOf(attachments);
        }
    }

    /** @param id of the event that it answers */
    record Ack(String namespace, long id, List<String> arguments, List<byte[]> attachments) implements SocketPacket {
        public Ack {
            arguments = List.copyOf(arguments);
            attachments = List.copyOf(attachments);
        }
    }

    /** @param json an object with {@code message} and perhaps {@code data} */
    record ConnectError(String namespace, String json) implements SocketPacket {}

    /** An event of which so many attachments follow. */
    record BinaryEvent(Event event, int missing) implements SocketPacket {
        @Override
        public String namespace() {
            return event.namespace();
        }
    }

    /** An acknowledgement of which so many attachments follow. */
    record BinaryAck(Ack ack, int missing) implements SocketPacket {
        @Override
        public String namespace() {
            return ack.namespace();
        }
    }

    /**
     * Reads the text of a message.
     *
     * @throws BadPacket when it is none
     */
    static SocketPacket parse(String text) {
        return new PacketText(text).packet();
    }

    /** Its frames, ready to be sent to any number of receivers. */
    default Encoded encode() {
        return switch (this) {
            case Connect connect -> Encoded.of('0', namespace(), "", connect.json() == null ? "" : connect.json());
            case Disconnect _ -> Encoded.of('1', namespace(), "", "");
            case Event event -> Encoded.event(event);
            case Ack ack -> Encoded.ack(ack);
            case ConnectError error -> Encoded.of('4', namespace(), "", error.json());
            case BinaryEvent _, BinaryAck _ -> throw new IllegalStateException("incomplete: it lacks attachments");
        };
    }
}
