package io.noderax.socketio.server;

import java.time.Duration;
import java.util.function.LongSupplier;

/** So many events within so long, refilled evenly. Any thread may ask. */
public final class TokenBucket {
    private final long capacity;
    private final long nanosEach;
    private final LongSupplier nanoTime;
    private long tokens;
    private long countedAt;

    /** Starts full. */
    public TokenBucket(int events, Duration within, LongSupplier nanoTime) {
        if (events < 1 || within.toNanos() < events) {
            throw new IllegalArgumentException("a bucket must allow an event within a time (got " + events + ")");
        }
        this.capacity = events;
        this.nanosEach = within.toNanos() / events;
        this.nanoTime = nanoTime;
        this.tokens = events;
        this.countedAt = nanoTime.getAsLong();
    }

    /** Takes a token; false when there is none. */
    public synchronized boolean take() {
        long earned = (nanoTime.getAsLong() - countedAt) / nanosEach;
        if (earned > 0) {
            tokens = Math.min(capacity, tokens + earned);
            countedAt += earned * nanosEach;
        }
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }
}
