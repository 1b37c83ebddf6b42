package io.noderax.socketio.server;

/** Why a peer is gone; the words are those of the official server. */
public enum CloseReason {
    CLIENT_DISCONNECT("client namespace disconnect"),
    SERVER_DISCONNECT("server namespace disconnect"),
    TRANSPORT_CLOSE("transport close"),
    TRANSPORT_ERROR("transport error"),
    PARSE_ERROR("parse error"),
    PING_TIMEOUT("ping timeout"),
    FORCED_CLOSE("forced close"),
    TOO_SLOW("client does not read what it is sent"),
    SHUTTING_DOWN("server shutting down");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
