package io.noderax.socketio.server;

/** One namespace of an application. */
public interface Gateway {
    /** Its name, beginning with a slash. */
    String namespace();

    /** A client asks to come in. Runs on a virtual thread of its own and may block; until it answers, the client waits. */
    Admission connect(ConnectRequest request);
}
