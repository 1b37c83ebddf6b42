package io.noderax.socketio.packet;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Reads one Socket.IO packet: type, count of attachments, namespace, id of the ack, JSON. One thread. */
final class PacketText {
    static final int MOST_ATTACHMENTS = 100;

    private static final int LONGEST_NAMESPACE = 200;
    private static final int LONGEST_NAME = 1000;

    /** 2^53 has 16: a JavaScript peer counts no further. */
    private static final int MOST_DIGITS = 16;

    /** Names that the layer itself uses. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private final String text;
    private int at;

    PacketText(String text) {
        this.text = text;
    }

    SocketPacket packet() {
        if (text.isEmpty()) {
            throw new BadPacket("a Socket.IO packet must not be empty");
        }
        char type = text.charAt(at++);
        return switch (type) {
            case '0' -> connect();
            case '1' -> disconnect();
            case '2' -> event(namespace());
            case '3' -> ack(namespace());
            case '4' -> new SocketPacket.ConnectError(namespace(), JsonText.checked(text.substring(at)));
            case '5' -> {
                int count = attachments();
                yield new SocketPacket.BinaryEvent(event(namespace()), count);
            }
            case '6' -> {
                int count = attachments();
                yield new SocketPacket.BinaryAck(ack(namespace()), count);
            }
            default ->
                throw new BadPacket("type of a Socket.IO packet must be 0 to 6 (got " + BadText.excerpt(text) + ")");
        };
    }

    private SocketPacket connect() {
        String namespace = namespace();
        if (at == text.length()) {
            return new SocketPacket.Connect(namespace, null);
        }
        String json = JsonText.checked(text.substring(at));
        if (json.charAt(0) != '{') {
            throw new BadPacket("what comes with a connect must be an object (got " + BadText.excerpt(json) + ")");
        }
        return new SocketPacket.Connect(namespace, json);
    }

    private SocketPacket disconnect() {
        String namespace = namespace();
        if (at < text.length()) {
            throw new BadPacket("a disconnect carries nothing (got " + BadText.excerpt(text.substring(at)) + ")");
        }
        return new SocketPacket.Disconnect(namespace);
    }

    private SocketPacket.Event event(String namespace) {
        OptionalLong ack = id();
        List<String> items = items();
        if (items.isEmpty()) {
            throw new BadPacket("an event must have a name");
        }
        String name = JsonText.string(items.getFirst());
        if (name.length() > LONGEST_NAME || RESERVED.contains(name)) {
            throw new BadPacket("name of an event must have at most " + LONGEST_NAME
                    + " characters and not be reserved (got " + BadText.excerpt(name) + ")");
        }
        return new SocketPacket.Event(namespace, ack, name, items.subList(1, items.size()), List.of());
    }

    private SocketPacket.Ack ack(String namespace) {
        OptionalLong id = id();
        if (id.isEmpty()) {
            throw new BadPacket("an acknowledgement must have an id");
        }
        return new SocketPacket.Ack(namespace, id.getAsLong(), items(), List.of());
    }

    private int attachments() {
        int end = text.indexOf('-', at);
        if (end < 0 || end == at || end - at > 3) {
            throw new BadPacket("count of attachments is missing in " + BadText.excerpt(text));
        }
        long count = digits(end);
        at = end + 1;
        if (count < 1 || count > MOST_ATTACHMENTS) {
            throw new BadPacket("attachments must be 1 to " + MOST_ATTACHMENTS + " (got " + count + ")");
        }
        return (int) count;
    }

    private String namespace() {
        if (at == text.length() || text.charAt(at) != '/') {
            return "/";
        }
        int comma = text.indexOf(',', at);
        int end = comma < 0 ? text.length() : comma;
        if (end - at > LONGEST_NAMESPACE) {
            throw new BadPacket("a namespace must have at most " + LONGEST_NAMESPACE + " characters");
        }
        String namespace = text.substring(at, end);
        at = comma < 0 ? end : comma + 1;
        for (int index = 0; index < namespace.length(); index++) {
            char c = namespace.charAt(index);
            if (c <= ' ' || c >= 127 || c == '"' || c == '\\') {
                throw new BadPacket("a namespace must be visible ASCII (got " + BadText.excerpt(namespace) + ")");
            }
        }
        return namespace;
    }

    private OptionalLong id() {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == at) {
            return OptionalLong.empty();
        }
        if (end - at > MOST_DIGITS) {
            throw new BadPacket("id of an ack must have at most " + MOST_DIGITS + " digits (got " + (end - at) + ")");
        }
        long id = digits(end);
        at = end;
        return OptionalLong.of(id);
    }

    private long digits(int end) {
        long number = 0;
        for (int index = at; index < end; index++) {
            char c = text.charAt(index);
            if (c < '0' || c > '9') {
                throw new BadPacket("expected a number (got " + BadText.excerpt(text.substring(at, end)) + ")");
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private List<String> items() {
        JsonCursor cursor = new JsonCursor(text, at);
        List<String> items = JsonText.items(cursor);
        cursor.requireEnd();
        return items;
    }
}
