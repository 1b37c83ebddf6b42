package io.noderax.socketio.server;

/**
 * What an application does with one peer. Except for {@link #admits}, calls come one at a time, in order, on virtual threads, and may
 * block; while one does, later events wait, and when many do, the client is no longer read.
 */
public interface SocketListener {
    void event(SocketEvent event);

    /** The last call. */
    void closed(CloseReason reason);

    /** What waited to be written has gone out, after {@link Peer#isWritable} had become false. */
    default void writable() {}

    /**
     * Whether the peer may send this event now, for instance by a {@link TokenBucket}. Runs on the transport's thread: it must not
     * block. One at a time.
     */
    default boolean admits(String event) {
        return true;
    }

    /** An event that was not admitted, in its place among the others, so that it can be answered. */
    default void limited(SocketEvent event) {}
}
