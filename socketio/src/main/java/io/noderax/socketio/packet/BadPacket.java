package io.noderax.socketio.packet;

/** What the other side has sent is no packet, or one beyond the limits; the message says why. */
public final class BadPacket extends RuntimeException {
    public BadPacket(String message) {
        super(message);
    }
}
