package io.noderax.agent.tasks;

/** Room to run a number of tasks; one is taken before the server is asked for work. The monitor guards all. */
public final class Slots {
    private final int count;
    private int free;
    private int reserved;
    private boolean closed;

    public Slots(int count) {
        this.count = count;
        this.free = count;
    }

    /** Blocks until one is free and reserves it; false when closed. */
    public synchronized boolean take() {
        while (free <= 0 && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        if (closed) {
            return false;
        }
        free--;
        reserved++;
        return true;
    }

    /** A task runs in the one that was reserved, and gives it back at its end. */
    synchronized void use() {
        reserved--;
    }

    /** The one that was reserved is not needed. */
    synchronized void returnUnused() {
        reserved--;
        giveBack();
    }

    public int count() {
        return count;
    }

    /** How many have a task in them. */
    public synchronized int used() {
        return count - free - reserved;
    }

    /** Takes one also when none is free: for work that is there already. */
    synchronized void takeAnyway() {
        free--;
    }

    public synchronized void giveBack() {
        free++;
        notifyAll();
    }

    /** Nothing is taken any more; who waits goes away empty. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized int free() {
        return free;
    }
}
