package io.noderax.server.terminals;

import io.noderax.protocol.json.JsonObject;

/** A browser's socket at the {@code /terminal} namespace. */
interface Viewer {
    /** Does not wait for the browser; false when the socket is gone. */
    boolean emit(String event, JsonObject body);

    /** How many bytes were emitted and not yet taken by the network. */
    long pendingBytes();
}
