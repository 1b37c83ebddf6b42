package io.noderax.agent.tasks;

import io.noderax.linux.ChildOutput;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Makes lines of the bytes of one stream: UTF-8 whose characters may be split anywhere, bytes that are none become U+FFFD, NUL
 * becomes U+2400. A line ends with LF, CR LF, or CR alone (progress bars). One thread.
 */
final class LineAssembler {
    /** What is kept of a line; the rest is counted. */
    static final int KEPT = 64 * 1024;

    private static final char NUL_SHOWN = '\u2400';

    private final Listener listener;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(ChildOutput.LARGEST_READ + 8);
    private final CharBuffer characters = CharBuffer.allocate(8192);
    private StringBuilder line = new StringBuilder();
    private long skipped;
    private boolean endedByCr;

    /** Takes each line. */
    interface Listener {
        /**
         * A whole line.
         *
         * @param text its first {@link #KEPT} characters at most
         * @param skipped how many more it had
         */
        void line(String text, long skipped);
    }

    LineAssembler(Listener listener) {
        this.listener = listener;
    }

    void accept(byte[] chunk, int length) {
        bytes.put(chunk, 0, length).flip();
        decode(false);
        bytes.compact();
    }

    /** The stream has ended: what is left is a line too. */
    void end() {
        bytes.flip();
        decode(true);
        decoder.flush(characters);
        scan();
        if (!line.isEmpty()) {
            endLine();
        }
    }

    private void decode(boolean last) {
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = decoder.decode(bytes, characters, last);
            scan();
        }
    }

    private void scan() {
        characters.flip();
        while (characters.hasRemaining()) {
            take(characters.get());
        }
        characters.clear();
    }

    private void take(char c) {
        if (c == '\n') {
            if (!endedByCr) {
                endLine();
            }
            endedByCr = false;
        } else if (c == '\r') {
            if (!line.isEmpty()) {
                endLine();
                endedByCr = true;
            }
        } else {
            endedByCr = false;
            if (line.length() < KEPT) {
                line.append(c == '\0' ? NUL_SHOWN : c);
            } else {
                skipped++;
            }
        }
    }

    private void endLine() {
        listener.line(line.toString(), skipped);
        skipped = 0;
        if (line.capacity() > 4096) {
            line = new StringBuilder();
        } else {
            line.setLength(0);
        }
    }
}
