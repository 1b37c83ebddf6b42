package io.noderax.socketio.server;

/** How an adapter answers one HTTP request. Called once, on any thread, without blocking. */
@FunctionalInterface
public interface PollingAnswer {
    void send(int status, String contentType, String body);

    /** Refuses the request. */
    default void refuse(TransportError error) {
        send(error.status(), "application/json", error.json());
    }
}
