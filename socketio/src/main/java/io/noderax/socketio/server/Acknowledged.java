package io.noderax.socketio.server;

import java.util.List;

/** Waits for a peer's acknowledgement. One of both is called once, in order with the peer's events. */
public interface Acknowledged {
    /** The peer has answered with these JSON texts. */
    void answered(List<String> arguments);

    /** It has not, in time or before it went. */
    void missing();
}
