package io.noderax.server.tasklogs;

import io.noderax.protocol.log.LogFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * A piece of a log: whole frames that follow each other.
 *
 * @param firstLine the number of the first line that ends here or later
 * @param lines how many end here
 * @param carry the state of the lines at its start
 * @param frames not packed
 */
record LogSegment(long firstOffset, long end, long firstLine, long lines, ByteBuffer carry, ByteBuffer frames) {
    /** One below this size is small: many of them are merged. */
    static final int SMALL = 128 * 1024;

    int size() {
        return frames.remaining();
    }

    boolean isSmall() {
        return size() < SMALL;
    }

    /** Those that begin at the offset or later, or reach beyond it; what is before it is cut off. */
    void eachFrame(long from, Consumer<LogFrame> reader) {
        ByteBuffer left = frames.duplicate();
        LogFrame frame = LogFrame.next(left);
        while (frame != null) {
            if (frame.end() > from) {
                reader.accept(frame.from(from));
            }
            frame = LogFrame.next(left);
        }
    }

    /** Neighbours as one. */
    static LogSegment joined(List<LogSegment> parts) {
        int size = parts.stream().mapToInt(LogSegment::size).sum();
        long lines = parts.stream().mapToLong(LogSegment::lines).sum();
        ByteBuffer frames = ByteBuffer.allocate(size);
        parts.forEach(part -> frames.put(part.frames.duplicate()));
        LogSegment first = parts.getFirst();
        return new LogSegment(
                first.firstOffset, parts.getLast().end, first.firstLine, lines, first.carry, frames.flip());
    }
}
