package io.noderax.agent.terminal;

import java.util.Arrays;

/** The newest output of a terminal, by absolute offset. It grows with what it has to keep and shrinks when that is gone. */
final class OutputRing {
    static final int CAPACITY = 2 * 1024 * 1024;

    private static final int SMALLEST = 16 * 1024;
    private static final int KEPT_WHEN_EMPTY = 128 * 1024;

    /** Its length is a power of two. */
    private byte[] bytes = new byte[SMALLEST];

    private long begin;
    private long end;

    /** The offset of the oldest byte that is here. */
    long begin() {
        return begin;
    }

    /** The offset of the next byte to come. */
    long end() {
        return end;
    }

    int room() {
        return CAPACITY - held();
    }

    /** Adds bytes, for which there must be room. */
    void append(byte[] from, int length) {
        if (length > room()) {
            throw new IllegalArgumentException("no room for " + length + " bytes beside " + held());
        }
        if (held() + length > bytes.length) {
            resize(held() + length);
        }
        put(from, 0, length, end);
        end += length;
    }

    /** A copy of bytes that are here. */
    byte[] copy(long from, int length) {
        if (from < begin || from + length > end) {
            throw new IllegalArgumentException(from + " and " + length + " more are not in " + begin + " to " + end);
        }
        byte[] copy = new byte[length];
        int start = place(from);
        int first = Math.min(length, bytes.length - start);
        System.arraycopy(bytes, start, copy, 0, first);
        System.arraycopy(bytes, 0, copy, first, length - first);
        return copy;
    }

    /** Forgets what stands before the offset. */
    void discardBefore(long offset) {
        begin = Math.clamp(offset, begin, end);
        if (begin == end && bytes.length > KEPT_WHEN_EMPTY) {
            bytes = new byte[SMALLEST];
        }
    }

    private int held() {
        return (int) (end - begin);
    }

    private int place(long offset) {
        return (int) (offset & (bytes.length - 1));
    }

    private void put(byte[] from, int start, int length, long offset) {
        int place = place(offset);
        int first = Math.min(length, bytes.length - place);
        System.arraycopy(from, start, bytes, place, first);
        System.arraycopy(from, start + first, bytes, 0, length - first);
    }

    private void resize(int needed) {
        byte[] kept = copy(begin, held());
        bytes = Arrays.copyOf(new byte[0], Integer.highestOneBit(needed - 1) << 1);
        put(kept, 0, kept.length, begin);
    }
}
