package io.noderax.system;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What {@code seq 1 1000000000} prints, without ever holding it. */
final class NumberStream extends InputStream {
    private long left;
    private long number;
    private byte[] line = new byte[0];
    private int at;

    private NumberStream(long bytes) {
        left = bytes;
    }

    /** The first so many bytes. */
    static NumberStream bytes(long bytes) {
        return new NumberStream(bytes);
    }

    /** The numbers from 1 to that one. */
    static NumberStream lines(long count) {
        long bytes = 0;
        for (long from = 1, digits = 1; from <= count; from *= 10, digits++) {
            bytes += (Math.min(count, from * 10 - 1) - from + 1) * (digits + 1);
        }
        return new NumberStream(bytes);
    }

    long size() {
        return left;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int wanted = (int) Math.min(length, left);
        if (wanted == 0) {
            return length == 0 ? 0 : -1;
        }
        int done = 0;
        while (done < wanted) {
            if (at == line.length) {
                line = (++number + "\n").getBytes(StandardCharsets.US_ASCII);
                at = 0;
            }
            int count = Math.min(wanted - done, line.length - at);
            System.arraycopy(line, at, into, offset + done, count);
            at += count;
            done += count;
        }
        left -= done;
        return done;
    }
}
