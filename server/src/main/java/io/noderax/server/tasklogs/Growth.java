package io.noderax.server.tasklogs;

import io.noderax.protocol.log.LineSplitter;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogGap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What one append adds to a log, made frame by frame. Belongs to one thread. */
final class Growth {
    private final LogHead before;
    private final LineSplitter splitter;
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private long end;
    private long lines;
    private long stdoutBytes;
    private long stderrBytes;
    private long missingBytes;
    private long missingLines;
    private @Nullable String lastLine;

    Growth(LogHead before) {
        this.before = before;
        this.end = before.end();
        this.splitter = LineSplitter.restore(Carry.bytes(before.carry()));
    }

    LogHead before() {
        return before;
    }

    /** Adds a frame that starts at {@link #end}. */
    void add(LogFrame frame) {
        if (frame.offset() != end) {
            throw new IllegalArgumentException("frame at " + frame.offset() + " does not follow " + end);
        }
        ByteBuffer form = ByteBuffer.allocate(frame.size());
        frame.writeTo(form);
        frames.writeBytes(form.array());
        end = frame.end();
        splitter.accept(frame, _ -> lines++);
        count(frame);
    }

    private void count(LogFrame frame) {
        switch (frame.kind()) {
            case STDOUT -> stdoutBytes += frame.payload().remaining();
            case STDERR -> stderrBytes += frame.payload().remaining();
            case SYSTEM -> {}
            case STDOUT_GAP, STDERR_GAP -> {
                LogGap gap = frame.gap();
                missingBytes += gap.bytes();
                missingLines += gap.lineFeeds();
            }
        }
    }

    /** What a reference client sees as the output of a running task. */
    void showAsOutput(String line) {
        lastLine = line;
    }

    boolean isEmpty() {
        return frames.size() == 0;
    }

    long end() {
        return end;
    }

    /** How many lines have ended so far, those before included. */
    long endedLines() {
        return before.lines() + lines;
    }

    LogSegment segment() {
        return new LogSegment(
                before.end(), end, before.lines() + 1, lines, before.carry(), ByteBuffer.wrap(frames.toByteArray()));
    }

    byte[] carry() {
        return splitter.save();
    }

    /** Lines that would end if nothing followed. */
    int openLines() {
        int[] open = {0};
        if (!splitter.isAtLineStart()) {
            LineSplitter.restore(splitter.save()).end(_ -> open[0]++);
        }
        return open[0];
    }

    long stdoutBytes() {
        return stdoutBytes;
    }

    long stderrBytes() {
        return stderrBytes;
    }

    long missingBytes() {
        return missingBytes;
    }

    long missingLines() {
        return missingLines;
    }

    @Nullable
    String lastLine() {
        return lastLine;
    }

    /** The head when this is stored. */
    LogHead after() {
        return new LogHead(
                before.task(),
                before.state(),
                before.ended(),
                end,
                endedLines(),
                openLines(),
                before.stdoutBytes() + stdoutBytes,
                before.stderrBytes() + stderrBytes,
                before.missingBytes() + missingBytes,
                ByteBuffer.wrap(carry()),
                before.smallSegments() + 1,
                before.expected());
    }

    /** Whether the log has many small segments with this one. */
    boolean isCrowded() {
        return before.smallSegments() + 1 > LogHeadStore.CROWD;
    }

    /** Whether all is here now, so that it can be proven. */
    boolean completes() {
        return before.ended()
                && before.expected() != null
                && end >= before.expected().end();
    }
}
