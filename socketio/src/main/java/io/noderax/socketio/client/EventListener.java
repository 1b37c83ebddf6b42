package io.noderax.socketio.client;

/** Hears the events of a server, one at a time, in order, on the thread that listens. While it blocks, nothing more is read. */
@FunctionalInterface
public interface EventListener {
    void event(ReceivedEvent event);
}
