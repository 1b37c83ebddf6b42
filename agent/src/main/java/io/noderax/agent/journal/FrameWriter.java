package io.noderax.agent.journal;

import io.noderax.agent.files.DurableFile;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.LogGap.Reason;
import io.noderax.protocol.task.LogEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one attempt's log to files of frames, as the bytes arrive. For bytes that have no room, or that the disk does not take,
 * a gap with their exact number is written as soon as there is room again. One thread, and flat memory.
 */
public final class FrameWriter implements AutoCloseable {
    private static final long TRY_DISK_AGAIN_NANOS = 50_000_000;

    private final Path folder;
    private final JournalSpace space;
    private final long segmentBytes;
    private final int largestPayload;
    private final Clock clock;
    private final ByteBuffer form;
    private final StreamProof output = new StreamProof();
    private final StreamProof error = new StreamProof();
    private final MissedBytes missed = new MissedBytes();
    private @Nullable FileChannel channel;
    private long channelLength;
    private long end;
    private long diskFailedAt;
    private boolean diskFailed;

    /** @param folder the attempt's own, in the space's */
    public FrameWriter(Path folder, JournalSpace space, Clock clock) {
        this.folder = folder;
        this.space = space;
        this.segmentBytes = space.segmentBytes();
        this.largestPayload = (int) Math.min(LogFrame.LARGEST_PAYLOAD, segmentBytes / 2);
        this.clock = clock;
        this.form = ByteBuffer.allocateDirect(largestPayload + LogFrame.HEADER + MissedBytes.LARGEST_FORM);
    }

    /** Takes bytes of standard output or standard error. */
    public void append(Kind stream, ByteBuffer bytes) {
        (stream == Kind.STDERR ? error : output).add(bytes);
        int from = bytes.position();
        while (from < bytes.limit()) {
            int length = Math.min(largestPayload, bytes.limit() - from);
            appendPiece(stream, bytes.slice(from, length));
            from += length;
        }
    }

    /** Says something in the agent's own words, as one line; lost when there is no room. */
    public void say(String line) {
        form.clear();
        LogFrame words = LogFrame.of(Kind.SYSTEM, clock.millis(), 0, line.getBytes(StandardCharsets.UTF_8));
        write(words, true);
    }

    /** How far the log is on the disk. */
    public long end() {
        return end;
    }

    /** Nothing follows: writes the last gap, and all of it to the disk itself. */
    public Ending finish() {
        if (!missed.isEmpty()) {
            write(null, true);
        }
        List<LogFrame> told = missed.frames(clock.millis(), end);
        try {
            closeChannel();
            DurableFile.syncFolder(folder);
        } catch (IOException e) {
            // A disk that refuses the sync may still have the frames: they are delivered from where they can be read.
            channel = null;
        }
        return new Ending(end, told, new LogEnd(end + missed.bytes(), output.end(), error.end()));
    }

    /**
     * Where a log ends.
     *
     * @param onDisk how far its frames on the disk reach
     * @param missing gaps behind that, for which the disk had no room
     */
    public record Ending(long onDisk, List<LogFrame> missing, LogEnd log) {
        public Ending {
            missing = List.copyOf(missing);
        }
    }

    @Override
    public void close() throws IOException {
        closeChannel();
    }

    private void appendPiece(Kind stream, ByteBuffer bytes) {
        if (isDiskFailing()) {
            missed.add(stream, bytes, Reason.DISK);
            return;
        }
        boolean roomy = write(new LogFrame(stream, clock.millis(), end, bytes), false);
        if (!roomy) {
            missed.add(stream, bytes, diskFailed ? Reason.DISK : Reason.QUOTA);
        }
    }

    /** Writes what is missing so far and then the frame; false when nothing was written. */
    private boolean write(@Nullable LogFrame frame, boolean inAnyCase) {
        long told = missed.bytes();
        form.clear();
        for (LogFrame gap : missed.frames(clock.millis(), end)) {
            gap.writeTo(form);
        }
        long after = end + told;
        if (frame != null) {
            frame.at(after).writeTo(form);
            after += frame.payload().remaining();
        }
        int length = form.flip().remaining();
        if (inAnyCase) {
            space.takeAnyway(folder, length);
        } else if (!space.take(folder, length)) {
            return false;
        }
        try {
            writeForm();
            channelLength += length;
            missed.clear();
            end = after;
            diskFailed = false;
            return true;
        } catch (IOException e) {
            diskFailed = true;
            diskFailedAt = System.nanoTime();
            cutBack();
            return false;
        } finally {
            space.settle(length);
        }
    }

    private boolean isDiskFailing() {
        return diskFailed && System.nanoTime() - diskFailedAt < TRY_DISK_AGAIN_NANOS;
    }

    private void writeForm() throws IOException {
        if (channel == null || channelLength >= segmentBytes) {
            openNext();
        }
        while (form.hasRemaining() && channel != null) {
            channel.write(form);
        }
    }

    /** Begins a new file; where none can be made, the current one grows on. */
    private void openNext() throws IOException {
        FileChannel opened;
        try {
            opened = FileChannel.open(
                    Segment.at(folder, end).file(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            if (channel == null) {
                throw e;
            }
            return;
        }
        closeChannel();
        channel = opened;
        channelLength = 0;
    }

    private void closeChannel() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try (open) {
                open.force(false);
            }
        }
    }

    /** Takes back a frame that was written in part; a reader would stop at it. */
    private void cutBack() {
        try {
            if (channel != null) {
                channel.truncate(channelLength).position(channelLength);
            }
        } catch (IOException e) {
            // The next frames go into a file of their own, whose name says where they stand.
            channel = null;
        }
    }
}
