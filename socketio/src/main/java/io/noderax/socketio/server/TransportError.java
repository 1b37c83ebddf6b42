package io.noderax.socketio.server;

import io.noderax.socketio.packet.JsonText;

/** Why a request is refused, with the codes and words of the official server. */
public enum TransportError {
    UNKNOWN_TRANSPORT(0, 400, "Transport unknown"),
    UNKNOWN_SID(1, 400, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(2, 400, "Bad handshake method"),
    BAD_REQUEST(3, 400, "Bad request"),
    FORBIDDEN(4, 403, "Forbidden"),
    UNSUPPORTED_PROTOCOL_VERSION(5, 400, "Unsupported protocol version");

    private final int code;
    private final int status;
    private final String message;

    TransportError(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    public int status() {
        return status;
    }

    public String json() {
        return "{\"code\":" + code + ",\"message\":" + JsonText.quote(message) + "}";
    }
}
