package io.noderax.socketio.packet;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A body of the polling transport: packets joined by the record separator, attachments as {@code b} and base64. */
public final class PollingBody {
    public static final char SEPARATOR = '\u001e';

    private PollingBody() {}

    /**
     * Reads a body.
     *
     * @param most packets that are taken
     * @throws BadPacket when one of them is none, or there are more
     */
    public static List<EnginePacket> parse(String body, int most) {
        List<EnginePacket> packets = new ArrayList<>(2);
        int start = 0;
        while (start <= body.length()) {
            if (packets.size() == most) {
                throw new BadPacket("a body may have at most " + most + " packets");
            }
            int end = body.indexOf(SEPARATOR, start);
            end = end < 0 ? body.length() : end;
            packets.add(packet(body.substring(start, end)));
            start = end + 1;
        }
        return packets;
    }

    private static EnginePacket packet(String text) {
        if (text.isEmpty() || text.charAt(0) != 'b') {
            return EnginePacket.parse(text);
        }
        try {
            return new EnginePacket.Binary(Base64.getDecoder().decode(text.substring(1)));
        } catch (IllegalArgumentException _) {
            throw new BadPacket("an attachment must be base64 (got " + BadText.excerpt(text.substring(1)) + ")");
        }
    }

    /** The form of an attachment. */
    public static String encode(byte[] attachment) {
        return "b" + Base64.getEncoder().encodeToString(attachment);
    }
}
