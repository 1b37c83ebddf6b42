package io.noderax.socketio.server;

/** What the adapter tells of one WebSocket: one call at a time, in order. */
public interface WebSocketEars {
    /** A whole text message has come. */
    void text(String message);

    /** A whole binary message has come. The array now belongs to the receiver. */
    void binary(byte[] message);

    /** There is room again to send. */
    void drained();

    /** It is closed, or broken. */
    void closed();
}
