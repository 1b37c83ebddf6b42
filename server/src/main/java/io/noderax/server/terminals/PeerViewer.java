package io.noderax.server.terminals;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.socketio.server.Peer;

/** A browser by its socket. */
record PeerViewer(Peer peer) implements Viewer {
    @Override
    public boolean emit(String event, JsonObject body) {
        return peer.emit(event, Json.print(body));
    }

    @Override
    public long pendingBytes() {
        return peer.pendingBytes();
    }
}
