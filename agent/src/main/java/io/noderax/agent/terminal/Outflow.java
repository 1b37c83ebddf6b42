package io.noderax.agent.terminal;

import io.noderax.protocol.terminal.TerminalOutput;
import java.time.Duration;

/**
 * Decides how much of a terminal's output is read, sent and kept. Times are of {@link System#nanoTime}; one thread.
 *
 * <p>While a server takes output, little is read ahead of it: what is queued here is what a keystroke's echo has to wait for. While
 * none does, the shell goes on until the ring is full, and then waits.
 */
final class Outflow {
    /** So much is sent beyond what the server has acknowledged. */
    static final int WINDOW = 256 * 1024;

    /** So much is read beyond what has been sent. */
    static final int READ_AHEAD = 64 * 1024;

    /** So much is sent without waiting for more. */
    static final int ENOUGH = 1024;

    static final long NEVER = Long.MAX_VALUE;

    private static final Duration FLUSH = Duration.ofMillis(25);

    private final OutputRing ring = new OutputRing();
    private boolean attached;
    private boolean credited;
    private boolean urgent;
    private long sent;
    private long acknowledged;
    private long lastSent;

    Outflow(long now) {
        this.lastSent = now - FLUSH.toNanos();
    }

    /** How many bytes may be read from the terminal now. */
    int wanted() {
        return attached ? Math.clamp(READ_AHEAD - unsent(), 0, ring.room()) : ring.room();
    }

    void append(byte[] bytes, int length) {
        ring.append(bytes, length);
    }

    /** What comes next is the answer to a key, or the last there is: it does not wait. */
    void hurry() {
        urgent = true;
    }

    /** How many bytes are to be sent now; 0 for none. */
    int due(long now) {
        long ready = ready();
        boolean waits = ready < ENOUGH && !urgent && now - lastSent < FLUSH.toNanos();
        return ready == 0 || waits ? 0 : (int) Math.min(ready, TerminalOutput.LARGEST);
    }

    /** How long until something is due, in nanoseconds. */
    long untilDue(long now) {
        return ready() == 0 ? NEVER : Math.max(0, lastSent + FLUSH.toNanos() - now);
    }

    byte[] next(int length) {
        return ring.copy(sent, length);
    }

    void sent(int length, long now) {
        sent += length;
        lastSent = now;
        urgent = false;
        if (!credited) {
            ring.discardBefore(sent);
        }
    }

    /** A server without the extension takes what is sent; what is on its way when the connection is lost is gone. */
    void attach() {
        attached = true;
        credited = false;
        ring.discardBefore(sent);
    }

    /** The server of a new session acknowledges. */
    void attachCredited() {
        attached = true;
        credited = true;
    }

    /**
     * The server has everything before the offset and wants the rest.
     *
     * @return how many bytes from there on are not here any more; sending goes on behind them
     */
    long attachAt(long offset) {
        attachCredited();
        acknowledge(offset);
        sent = Math.clamp(offset, ring.begin(), ring.end());
        acknowledged = Math.max(acknowledged, sent);
        urgent = true;
        return Math.max(0, sent - offset);
    }

    void detach() {
        attached = false;
    }

    void acknowledge(long offset) {
        acknowledged = Math.clamp(offset, acknowledged, ring.end());
        ring.discardBefore(acknowledged);
    }

    boolean isAttached() {
        return attached;
    }

    boolean isCredited() {
        return credited;
    }

    boolean isAllSent() {
        return sent == ring.end();
    }

    long offset() {
        return sent;
    }

    long end() {
        return ring.end();
    }

    private long unsent() {
        return ring.end() - sent;
    }

    private long ready() {
        return credited ? Math.clamp(acknowledged + WINDOW - sent, 0, unsent()) : unsent();
    }
}
