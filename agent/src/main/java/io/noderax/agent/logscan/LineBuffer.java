package io.noderax.agent.logscan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One line as its bytes come: keeps its beginning, counts the rest. */
final class LineBuffer {
    /** The kept beginning of a line, in bytes. */
    static final int KEPT = 16 * 1024;

    private byte[] kept = new byte[256];
    private int length;
    private long skipped;

    void add(byte[] bytes, int from, int to) {
        int taken = Math.min(to - from, KEPT - length);
        if (length + taken > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(KEPT, Math.max(length + taken, 2 * kept.length)));
        }
        System.arraycopy(bytes, from, kept, length, taken);
        length += taken;
        skipped += to - from - taken;
    }

    boolean isEmpty() {
        return length == 0 && skipped == 0;
    }

    /** The line, and this is empty again. */
    String take() {
        String text = text(kept, 0, skipped == 0 ? withoutReturn() : length);
        String line = skipped == 0 ? text : text + "... [cut: " + skipped + " bytes]";
        length = 0;
        skipped = 0;
        return line;
    }

    private int withoutReturn() {
        return length > 0 && kept[length - 1] == '\r' ? length - 1 : length;
    }

    /** A NUL, which no database takes, is U+2400; what is no UTF-8 is U+FFFD. */
    static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8).replace('\0', '\u2400');
    }
}
