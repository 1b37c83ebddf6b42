package io.noderax.socketio.packet;

import java.util.List;

/**
 * A Socket.IO packet as it goes out: one text frame of Engine.IO, then one binary frame for each attachment. Encoded once, it may be
 * sent to many.
 *
 * @param frame the text, its Engine.IO type included
 */
public record Encoded(String frame, List<byte[]> attachments) {
    public Encoded {
        attachments = List.copyOf(attachments);
    }

    static Encoded of(char type, String namespace, String id, String json) {
        return new Encoded("4" + type + prefix(namespace) + id + json, List.of());
    }

    static Encoded event(SocketPacket.Event event) {
        StringBuilder json = new StringBuilder(64).append('[').append(JsonText.quote(event.name()));
        event.arguments().forEach(argument -> json.append(',').append(argument));
        String id = event.ack().isPresent() ? Long.toString(event.ack().getAsLong()) : "";
        return of("25", event.namespace(), id, json.append(']'), event.attachments());
    }

    static Encoded ack(SocketPacket.Ack ack) {
        String json = "[" + String.join(",", ack.arguments()) + "]";
        return of("36", ack.namespace(), Long.toString(ack.id()), json, ack.attachments());
    }

    private static Encoded of(String types, String namespace, String id, CharSequence json, List<byte[]> attachments) {
        String type = attachments.isEmpty() ? types.substring(0, 1) : types.charAt(1) + "" + attachments.size() + "-";
        return new Encoded("4" + type + prefix(namespace) + id + json, attachments);
    }

    private static String prefix(String namespace) {
        return namespace.equals("/") ? "" : namespace + ",";
    }

    /** About the bytes it takes, while it waits and on the wire. */
    public int size() {
        int size = frame.length();
        for (byte[] attachment : attachments) {
            size += attachment.length;
        }
        return size;
    }
}
