package io.noderax.agent.journal;

import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.LogGap;
import io.noderax.protocol.log.LogGap.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log's frames in order, each at the offset at which the one before it ended: what is not on the disk, although it
 * should be, is a gap. One thread.
 */
public final class FrameReader implements AutoCloseable {
    private static final int BUFFER = LogFrame.LARGEST_PAYLOAD + LogFrame.HEADER;

    private final AttemptLog log;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private @Nullable SegmentFrames file;
    private long offset;
    private long lastTime;

    FrameReader(AttemptLog log, long offset) {
        this.log = log;
        this.offset = offset;
    }

    /** Where the next frame begins. */
    public long offset() {
        return offset;
    }

    /** Goes on at that place of the log. */
    public void seek(long place) throws IOException {
        close();
        offset = place;
    }

    /** The next frame, whose payload is only valid until the one after it; null when there is none (yet). */
    public @Nullable LogFrame next() throws IOException {
        long readable = log.onDisk();
        LogFrame frame = offset < readable ? onDisk(readable) : behind();
        if (frame != null) {
            offset = frame.end();
            lastTime = frame.timeMillis();
        }
        return frame;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    private LogFrame onDisk(long readable) throws IOException {
        if (file == null) {
            List<Segment> segments = Segment.list(log.folder());
            Segment holding = Segment.holding(segments, offset);
            if (holding != null) {
                file = new SegmentFrames(holding, buffer);
            }
        }
        while (true) {
            LogFrame frame = file == null ? null : file.next();
            if (frame == null) {
                LogFrame gap = toNextFile(readable);
                if (gap != null) {
                    return gap;
                }
            } else if (frame.offset() > offset && frame.offset() <= readable) {
                seek(offset);
                return damaged(frame.offset());
            } else if (frame.end() > offset) {
                return frame.from(offset);
            }
        }
    }

    /** Opens the file that follows; a gap when that one does not begin where this one ends, or there is none. */
    private @Nullable LogFrame toNextFile(long readable) throws IOException {
        List<Segment> segments = Segment.list(log.folder());
        long after = file == null ? -1 : file.segment().start();
        Segment next = Segment.above(segments, after);
        close();
        if (next == null || next.start() >= readable) {
            return damaged(readable);
        }
        file = new SegmentFrames(next, buffer);
        return next.start() > offset ? damaged(next.start()) : null;
    }

    private LogFrame damaged(long until) {
        return LogFrame.gap(Kind.STDOUT, lastTime, offset, new LogGap(until - offset, 0, Reason.DAMAGED));
    }

    private @Nullable LogFrame behind() {
        for (LogFrame gap : log.missing()) {
            if (gap.end() > offset) {
                return gap.from(offset);
            }
        }
        return null;
    }
}
