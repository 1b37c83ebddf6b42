package io.noderax.socketio.server;

/** The adapter's end of one WebSocket. Any thread may call it; nothing blocks, and what is sent goes out in the order of the calls. */
public interface WebSocketLink {
    void send(String text);

    void send(byte[] binary);

    /** Whether more than a little waits to go out; once it no longer does, the adapter calls {@link WebSocketEars#drained}. */
    boolean isFull();

    void pauseReading();

    void resumeReading();

    /** Closes after what has been sent. */
    void close();
}
