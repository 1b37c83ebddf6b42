package io.noderax.linux;

/** Searches NUL-separated bytes, the form of {@code /proc/PID/environ}. */
final class Bytes {
    private Bytes() {}

    /** Whether one of the entries is exactly this one. */
    static boolean holdsEntry(byte[] bytes, byte[] entry) {
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == 0) {
                if (equal(bytes, start, i - start, entry)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean equal(byte[] bytes, int start, int length, byte[] entry) {
        if (length != entry.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != entry[i]) {
                return false;
            }
        }
        return true;
    }
}
