package io.noderax.socketio.server;

import java.util.ArrayList;
import java.util.List;

/** The far side of a WebSocket, as a test sees it. */
final class FakeLink implements WebSocketLink {
    private final List<String> sent = new ArrayList<>();
    private boolean full;
    private boolean paused;
    private boolean closed;

    @Override
    public synchronized void send(String text) {
        sent.add(text);
    }

    @Override
    public synchronized void send(byte[] binary) {
        sent.add("binary " + binary.length);
    }

    @Override
    public synchronized boolean isFull() {
        return full;
    }

    synchronized void fill(boolean whether) {
        full = whether;
    }

    @Override
    public synchronized void pauseReading() {
        paused = true;
    }

    @Override
    public synchronized void resumeReading() {
        paused = false;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    synchronized boolean isPaused() {
        return paused;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** What was sent since the last time. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }
}
