package io.noderax.agent.terminal;

import java.util.Arrays;

/** What was typed and waits for the terminal to take it; knows by its offset what it has already. One thread. */
final class InputQueue {
    static final int LIMIT = 256 * 1024;

    private byte[] bytes = new byte[64];
    private int start;
    private int length;
    private long written;

    /** How many typed bytes are here or were. */
    long accepted() {
        return written + length;
    }

    /** How many typed bytes the terminal has taken. */
    long written() {
        return written;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Adds bytes at the end. */
    boolean add(byte[] typed) {
        return add(typed, accepted());
    }

    /**
     * Adds bytes that stand at an offset; those that are here already are skipped.
     *
     * @return false when not all of them could be taken: some before them are missing, or there is no room
     */
    boolean add(byte[] typed, long offset) {
        long known = accepted() - offset;
        if (known < 0) {
            return false;
        }
        int skipped = (int) Math.min(known, typed.length);
        int taken = Math.min(typed.length - skipped, LIMIT - length);
        makeRoom(taken);
        System.arraycopy(typed, skipped, bytes, start + length, taken);
        length += taken;
        return skipped + taken == typed.length;
    }

    /** Types into the terminal until it takes no more. */
    void write(Sink sink) {
        while (length > 0) {
            int taken = sink.write(bytes, start, length);
            if (taken == 0) {
                return;
            }
            start += taken;
            length -= taken;
            written += taken;
        }
        start = 0;
    }

    /** Takes bytes: as many as it answers. */
    interface Sink {
        int write(byte[] bytes, int from, int length);
    }

    private void makeRoom(int more) {
        if (start + length + more <= bytes.length) {
            return;
        }
        byte[] kept = Arrays.copyOfRange(bytes, start, start + length);
        bytes = Arrays.copyOf(kept, Math.max(64, length + more));
        start = 0;
    }
}
