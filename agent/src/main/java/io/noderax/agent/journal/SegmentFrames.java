package io.noderax.agent.journal;

import io.noderax.protocol.log.BadFrame;
import io.noderax.protocol.log.LogFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The frames of one file, which may still grow, in order. One thread. */
final class SegmentFrames implements AutoCloseable {
    private final Segment segment;
    private final FileChannel channel;
    private final ByteBuffer buffer;

    /** @param buffer lent; it has to have room for the largest frame */
    SegmentFrames(Segment segment, ByteBuffer buffer) throws IOException {
        this.segment = segment;
        this.channel = FileChannel.open(segment.file(), StandardOpenOption.READ);
        this.buffer = buffer.clear().flip();
    }

    Segment segment() {
        return segment;
    }

    /** The next frame, whose payload is only valid until the one after it; null when no whole and valid frame follows (yet). */
    @Nullable
    LogFrame next() throws IOException {
        LogFrame frame = whole();
        while (frame == null && fill()) {
            frame = whole();
        }
        return frame;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private @Nullable LogFrame whole() {
        try {
            return LogFrame.next(buffer);
        } catch (BadFrame e) {
            return null;
        }
    }

    private boolean fill() throws IOException {
        buffer.compact();
        int length = buffer.hasRemaining() ? channel.read(buffer) : 0;
        buffer.flip();
        return length > 0;
    }
}
