package io.noderax.socketio.server;

/**
 * A client that wants to enter a namespace.
 *
 * @param auth what it shows, a JSON object; an empty one when it shows nothing
 * @param handshake the HTTP request with which its connection began
 */
public record ConnectRequest(String namespace, String auth, RequestHead handshake) {
    /** What it shows may be a token, and so may be the headers. */
    @Override
    public String toString() {
        return "ConnectRequest[" + namespace + " from " + handshake.address() + "]";
    }
}
