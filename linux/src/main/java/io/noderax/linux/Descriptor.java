package io.noderax.linux;

/** An open descriptor that is handed from one process to another. Closed once; later tries do nothing. */
public final class Descriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    private int number;

    Descriptor(int number) {
        this.number = number;
    }

    /** The number, as long as it is open. */
    synchronized int number() {
        if (number == CLOSED) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return number;
    }

    /** Gives the number away: whoever has it closes it. */
    synchronized int release() {
        int mine = number();
        number = CLOSED;
        return mine;
    }

    @Override
    public synchronized void close() {
        if (number != CLOSED) {
            Libc.close(number);
            number = CLOSED;
        }
    }
}
