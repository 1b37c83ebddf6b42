package io.noderax.agent.updater;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar entry by entry (POSIX ustar, with long names as GNU tar and pax write them). Every header's checksum is proven. One
 * thread.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 4096;
    private static final int LONGEST_REST = 1 << 20;

    private final InputStream in;
    private final byte[] header = new byte[BLOCK];
    private long left;
    private int padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** @param type as the header has it; {@code 0} or NUL is a file, {@code 5} a folder */
    record Entry(String name, char type, long size, int mode) {}

    /** The next one; null at the end. What was not copied of the one before is skipped. */
    @Nullable
    Entry next() throws IOException, UpdateFailed {
        String longName = null;
        while (true) {
            skipRest();
            if (!readHeader()) {
                return null;
            }
            char type = (char) header[156];
            switch (type) {
                case 'L' -> longName = text(longContent(), 0, LONGEST_NAME);
                case 'x' -> longName = orElse(paxPath(longContent()), longName);
                case 'g' -> skipRest();
                default -> {
                    return new Entry(longName == null ? shortName() : longName, type, left, (int) octal(100, 8));
                }
            }
        }
    }

    /** The content of the last entry. */
    void copy(OutputStream out) throws IOException {
        byte[] buffer = new byte[65_536];
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    /** Behind the end there are zeros, a block or some; whoever packed the archive has proven them by a checksum. */
    void requireNothingBehind() throws IOException, UpdateFailed {
        byte[] rest = in.readNBytes(LONGEST_REST);
        for (byte b : rest) {
            if (b != 0) {
                throw ImageArchive.refused("something stands behind its end");
            }
        }
        if (in.read() >= 0) {
            throw ImageArchive.refused("more than " + LONGEST_REST + " bytes stand behind its end");
        }
    }

    private void skipRest() throws IOException {
        in.skipNBytes(left + padding);
        left = 0;
        padding = 0;
    }

    /** False at the end of the archive: a block of zeros. An archive that ends without it is cut off. */
    private boolean readHeader() throws IOException, UpdateFailed {
        if (in.readNBytes(header, 0, BLOCK) < BLOCK) {
            throw new EOFException();
        }
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (sum == 8 * ' ') {
            return false;
        }
        if (sum != octal(148, 8)) {
            throw ImageArchive.refused("a header in it is damaged, or it is no tar");
        }
        left = octal(124, 12);
        padding = (int) ((BLOCK - left % BLOCK) % BLOCK);
        return true;
    }

    private byte[] longContent() throws IOException, UpdateFailed {
        if (left > LONGEST_NAME) {
            throw ImageArchive.refused("a name in it is longer than " + LONGEST_NAME + " bytes");
        }
        byte[] content = in.readNBytes((int) left);
        if (content.length < left) {
            throw new EOFException();
        }
        left = 0;
        return content;
    }

    /** Records are {@code LENGTH KEY=VALUE} and a line feed. */
    private static @Nullable String paxPath(byte[] content) {
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            int at = line.indexOf(" path=");
            if (at > 0 && line.substring(0, at).matches("[0-9]+")) {
                return line.substring(at + " path=".length());
            }
        }
        return null;
    }

    private String shortName() {
        String name = text(header, 0, 100);
        boolean posix = text(header, 257, 6).equals("ustar") && header[262] == 0;
        String prefix = posix ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + '/' + name;
    }

    private long octal(int at, int length) throws UpdateFailed {
        String digits = text(header, at, length).strip();
        if (!digits.matches("[0-7]{0,12}")) {
            throw ImageArchive.refused("a header in it has no number where one has to be");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    /** Up to a NUL. */
    private static String text(byte[] bytes, int at, int longest) {
        int end = at;
        while (end < Math.min(bytes.length, at + longest) && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    private static @Nullable String orElse(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
