package io.noderax.socketio.client;

/** A whole message, however many frames it came in. */
public sealed interface WebSocketMessage {
    record Text(String text) implements WebSocketMessage {}

    /** Nobody compares it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Binary(byte[] bytes) implements WebSocketMessage {}
}
