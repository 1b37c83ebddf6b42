package io.noderax.server.terminals;

/** Lets others wait until a number is reached. Safe for several threads. */
final class SeqGate {
    // Guarded by this.
    private long at;
    private boolean closed;

    SeqGate(long at) {
        this.at = at;
    }

    synchronized void reached(long seq) {
        at = seq;
        notifyAll();
    }

    /** Nothing more will be reached. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** False when the number will not be reached. */
    synchronized boolean await(long target) {
        try {
            while (at < target && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return at >= target;
    }
}
