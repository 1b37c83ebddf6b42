package io.noderax.socketio.client;

import java.util.List;

/** Waits for the server's acknowledgement. One of both is called once, on the thread that listens. */
public interface Acknowledged {
    /** The server has answered with these JSON texts. */
    void answered(List<String> arguments);

    /** It has not, in time or before the connection ended. */
    void missing();
}
