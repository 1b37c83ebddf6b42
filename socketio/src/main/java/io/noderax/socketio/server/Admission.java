package io.noderax.socketio.server;

import io.noderax.socketio.packet.JsonText;
import org.jspecify.annotations.Nullable;

/** The answer to a client that wants to enter a namespace. */
public sealed interface Admission {
    /** Makes the listener of a peer that has come in. Runs before the first event. */
    @FunctionalInterface
    interface Opening {
        SocketListener open(Peer peer);
    }

    record Accepted(Opening opening) implements Admission {}

    /**
     * @param message for the client's {@code connect_error}
     * @param json its {@code data}, if any
     */
    record Refused(String message, @Nullable String json) implements Admission {}

    static Admission accept(Opening opening) {
        return new Accepted(opening);
    }

    /** A refusal whose data is {@code {code, message}}. */
    static Admission refuse(String code, String message) {
        String json = "{\"code\":" + JsonText.quote(code) + ",\"message\":" + JsonText.quote(message) + "}";
        return new Refused(message, json);
    }
}
