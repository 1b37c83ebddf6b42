package io.noderax.socketio.packet;

/** One packet of Engine.IO 4. On a WebSocket it is one frame; in a body of the polling transport several stand together. */
public sealed interface EnginePacket {
    /** The server opens; only ever the first packet. */
    record Open(Handshake handshake) implements EnginePacket {}

    /** The sender closes the connection. */
    record Close() implements EnginePacket {}

    /** The server asks for a sign of life, or ({@code probe}) a client tries a transport. */
    record Ping(String text) implements EnginePacket {}

    /** The answer to a ping, with its text. */
    record Pong(String text) implements EnginePacket {}

    /** One packet of the layer above, or the text part of one with attachments. */
    record Message(String text) implements EnginePacket {}

    /** One attachment. Nobody compares it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Binary(byte[] bytes) implements EnginePacket {}

    /** The client changes to the transport on which this comes. */
    record Upgrade() implements EnginePacket {}

    /** Nothing: it ends a poll that waits. */
    record Noop() implements EnginePacket {}

    /**
     * Reads the text of one frame.
     *
     * @throws BadPacket when it is none
     */
    static EnginePacket parse(String frame) {
        if (frame.isEmpty()) {
            throw new BadPacket("an Engine.IO packet must not be empty");
        }
        String rest = frame.substring(1);
        return switch (frame.charAt(0)) {
            case '0' -> new Open(Handshake.parse(rest));
            case '1' -> bare(rest, new Close());
            case '2' -> new Ping(shortText(rest));
            case '3' -> new Pong(shortText(rest));
            case '4' -> new Message(rest);
            case '5' -> bare(rest, new Upgrade());
            case '6' -> bare(rest, new Noop());
            default ->
                throw new BadPacket("type of an Engine.IO packet must be 0 to 6 (got " + BadText.excerpt(frame) + ")");
        };
    }

    private static EnginePacket bare(String rest, EnginePacket packet) {
        if (!rest.isEmpty()) {
            throw new BadPacket("this Engine.IO packet carries nothing (got " + BadText.excerpt(rest) + ")");
        }
        return packet;
    }

    private static String shortText(String rest) {
        if (rest.length() > 100) {
            throw new BadPacket("a ping or pong carries at most 100 characters (got " + rest.length() + ")");
        }
        return rest;
    }

    /** The text of the frame; not for {@link Binary}, whose bytes are the frame. */
    default String encode() {
        return switch (this) {
            case Open open -> "0" + open.handshake().toJson();
            case Close _ -> "1";
            case Ping ping -> "2" + ping.text();
            case Pong pong -> "3" + pong.text();
            case Message message -> "4" + message.text();
            case Binary _ -> throw new IllegalStateException("binary has no text form outside of polling");
            case Upgrade _ -> "5";
            case Noop _ -> "6";
        };
    }
}
