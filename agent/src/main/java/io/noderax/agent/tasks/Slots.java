package io.noderax.agent.tasks;

/** Room to run a number of tasks; one is taken before the server is asked for work. The monitor guards all. */
public final class Slots {
    private int free;
    private boolean closed;

    public Slots(int count) {
        this.free = count;
    }

    /** Blocks until one is free; false when closed. */
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
        return true;
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
