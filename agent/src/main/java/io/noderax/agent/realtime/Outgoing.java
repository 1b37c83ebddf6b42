package io.noderax.agent.realtime;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be sent: at most so many and so many characters; whoever finds it full keeps what it has. Measures and pings never
 * stand here: they are made when they are sent. The monitor guards all.
 */
final class Outgoing {
    /** Enough for a terminal to be busy while the network answers, too little to be noticed in memory. */
    static final long MOST_CHARACTERS = 512 * 1024;

    /** An event in its form on the wire. */
    record Event(String name, String json, @Nullable Runnable acknowledged) {}

    private final int mostEvents;
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private long characters;
    private boolean closed;

    Outgoing(int mostEvents) {
        this.mostEvents = mostEvents;
    }

    synchronized boolean offer(Event event) {
        if (closed || events.size() >= mostEvents || (characters > 0 && characters + size(event) > MOST_CHARACTERS)) {
            return false;
        }
        events.add(event);
        characters += size(event);
        notifyAll();
        return true;
    }

    /** Waits until the moment of {@link System#nanoTime}; null when there is nothing by then, or it is closed. */
    synchronized @Nullable Event poll(long until) throws InterruptedException {
        while (events.isEmpty() && !closed) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        Event event = events.poll();
        if (event != null) {
            characters -= size(event);
        }
        return event;
    }

    synchronized void close() {
        closed = true;
        events.clear();
        characters = 0;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private static long size(Event event) {
        return event.name().length() + (long) event.json().length();
    }
}
