package io.noderax.system;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** One stream of a log as the operator sees it, held byte by byte against what the task has written. One thread. */
final class SeenStream {
    private final InputStream expected;
    private long seen;
    private long missing;
    private long gaps;
    private String difference = "";

    SeenStream(InputStream expected) {
        this.expected = expected;
    }

    void add(byte[] bytes) {
        try {
            byte[] wanted = expected.readNBytes(bytes.length);
            if (difference.isEmpty() && !Arrays.equals(wanted, bytes)) {
                int at = Arrays.mismatch(wanted, bytes);
                difference = "byte " + (seen + missing + at) + " differs: wanted " + around(wanted, at) + ", got "
                        + around(bytes, at);
            }
            seen += bytes.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A gap that says how much it leaves out. */
    void miss(long bytes) {
        try {
            expected.skipNBytes(bytes);
        } catch (EOFException e) {
            difference = difference.isEmpty() ? "a gap of " + bytes + " bytes is too large" : difference;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        missing += bytes;
        gaps++;
    }

    /** A gap that says how many lines it leaves out. */
    void missLines(long lines) {
        try {
            long left = lines;
            while (left > 0) {
                int next = expected.read();
                if (next < 0) {
                    difference = difference.isEmpty() ? "a gap of " + lines + " lines is too large" : difference;
                    left = 0;
                } else {
                    missing++;
                    left -= next == '\n' ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gaps++;
    }

    /** What is wrong with it so far; empty when every byte is right, or is missing within a gap that says so. */
    String difference() {
        return difference;
    }

    boolean isAtEnd() {
        try {
            return expected.read() < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long seen() {
        return seen;
    }

    long missing() {
        return missing;
    }

    long gaps() {
        return gaps;
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.max(0, Math.min(at - 20, bytes.length));
        int to = Math.min(bytes.length, at + 20);
        return '"'
                + new String(bytes, from, Math.max(0, to - from), java.nio.charset.StandardCharsets.UTF_8)
                        .replace("\n", "\\n")
                + '"';
    }
}
