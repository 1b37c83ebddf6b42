package io.noderax.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Appends lines to segments; lines for which there is no room are counted and leave a gap. One thread. */
final class OutputWriter implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final Quota quota;
    private final long segmentBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private @Nullable FileChannel channel;
    private long segmentLength;
    private long written;
    private long buffered;
    private long bufferedLines;
    private long missing;

    OutputWriter(Path folder, Quota quota, long segmentBytes, long firstRecord) {
        this.folder = folder;
        this.quota = quota;
        this.segmentBytes = segmentBytes;
        this.written = firstRecord;
    }

    /** Takes the line; it is not yet on the disk. */
    void append(OutputLine line) {
        long told = missing;
        if (told > 0 && !put(gap(line.time()), false)) {
            missing += line.lines();
            return;
        }
        missing -= told;
        if (!put(line, false)) {
            missing += line.lines();
        }
    }

    /** Writes what was taken; the number of records that are on the disk now. */
    long flush() {
        if (buffered == 0) {
            return written;
        }
        long length = buffer.flip().remaining();
        try {
            writeBuffer();
            segmentLength += length;
            written += buffered;
        } catch (IOException e) {
            missing += bufferedLines;
            quota.give(length);
            cutBack();
        }
        buffered = 0;
        bufferedLines = 0;
        buffer.clear();
        return written;
    }

    /** Writes what was taken, with a gap at the end if there is one, to the disk itself. */
    long finish(Instant now) throws IOException {
        flush();
        if (missing > 0) {
            put(gap(now), true);
            missing = 0;
            flush();
        }
        if (channel != null) {
            channel.force(true);
        }
        return written;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private OutputLine gap(Instant time) {
        return OutputLine.gap(
                time, missing, "the agent's journal had no room for more (journal_quota, or a full disk)");
    }

    private boolean put(OutputLine line, boolean inAnyCase) {
        byte[] record = Checksummed.record(line.toRecord());
        if (record.length > buffer.capacity()) {
            return false;
        }
        if (inAnyCase) {
            quota.takeAnyway(record.length);
        } else if (!quota.take(record.length)) {
            return false;
        }
        if (record.length > buffer.remaining()) {
            flush();
        }
        buffer.put(record);
        buffered++;
        bufferedLines += line.lines();
        return true;
    }

    private void writeBuffer() throws IOException {
        if (channel == null || segmentLength >= segmentBytes) {
            close();
            channel = FileChannel.open(
                    Segment.at(folder, written).file(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            segmentLength = 0;
        }
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Takes back a record that was written in part. */
    private void cutBack() {
        try {
            if (channel != null) {
                channel.truncate(segmentLength).position(segmentLength);
            }
        } catch (IOException e) {
            // The reader stops at the torn record, and the count of missing lines stays right: nothing to add.
            channel = null;
        }
    }
}
