package io.noderax.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads the records of one growing file in order with a small buffer. One thread. */
final class RecordReader implements AutoCloseable {
    /** More than the longest record: 5000 characters of three bytes, and what stands before them. */
    private static final int BUFFER = 32 * 1024;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();

    RecordReader(Path file) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** The next line; null when no whole and valid record follows (yet). */
    @Nullable
    OutputLine next() throws IOException {
        int end = lineFeed();
        if (end < 0 && fill()) {
            end = lineFeed();
        }
        if (end < 0) {
            return null;
        }
        int start = buffer.position();
        String content = Checksummed.content(buffer.array(), start, end - start);
        OutputLine line = content == null ? null : OutputLine.parse(content);
        if (line != null) {
            buffer.position(end + 1);
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private int lineFeed() {
        for (int i = buffer.position(); i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        buffer.compact();
        int length = channel.read(buffer);
        buffer.flip();
        return length > 0;
    }
}
