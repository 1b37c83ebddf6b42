package io.noderax.agent.journal;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Records as lines of text: eight hexadecimal digits of CRC32C, a blank, the content, a line feed. */
final class Checksummed {
    private static final int CHECKSUM_LENGTH = 8;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Checksummed() {}

    /** The record of a content, which must hold no line feed. */
    static byte[] record(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] record = new byte[CHECKSUM_LENGTH + 1 + bytes.length + 1];
        int checksum = checksum(bytes, 0, bytes.length);
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            record[i] = DIGITS[(checksum >>> (28 - 4 * i)) & 0xf];
        }
        record[CHECKSUM_LENGTH] = ' ';
        System.arraycopy(bytes, 0, record, CHECKSUM_LENGTH + 1, bytes.length);
        record[record.length - 1] = '\n';
        return record;
    }

    /** The content of a record without its line feed; null when it was not written whole. */
    static @Nullable String content(byte[] bytes, int from, int length) {
        int start = from + CHECKSUM_LENGTH + 1;
        int contentLength = length - CHECKSUM_LENGTH - 1;
        if (contentLength < 0 || bytes[start - 1] != ' ') {
            return null;
        }
        int stored = 0;
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            int digit = Character.digit(bytes[from + i], 16);
            if (digit < 0) {
                return null;
            }
            stored = stored << 4 | digit;
        }
        return stored == checksum(bytes, start, contentLength)
                ? new String(bytes, start, contentLength, StandardCharsets.UTF_8)
                : null;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }
}
