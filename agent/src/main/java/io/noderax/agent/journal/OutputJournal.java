package io.noderax.agent.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of one attempt on its way through the disk: one thread appends, one takes and acknowledges.
 *
 * <p>A segment whose lines are all acknowledged is deleted, so the disk holds only what the server does not have. The monitor
 * guards the two counters; files are read and written outside of it.
 */
public final class OutputJournal implements AutoCloseable {
    private final Path folder;
    private final Quota quota;
    private final OutputWriter writer;
    private final Acknowledged acknowledged;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private @Nullable RecordReader reader;
    private long taken;
    private Instant lastTime = Instant.EPOCH;

    private long published;
    private boolean finished;

    private OutputJournal(Path folder, Quota quota, OutputWriter writer, Acknowledged acknowledged) {
        this.folder = folder;
        this.quota = quota;
        this.writer = writer;
        this.acknowledged = acknowledged;
    }

    /** A journal for a new attempt. */
    static OutputJournal create(Path folder, Quota quota, long segmentBytes) throws IOException {
        return new OutputJournal(
                folder,
                quota,
                new OutputWriter(folder, quota, segmentBytes, 0),
                Acknowledged.open(folder.resolve("acknowledged")));
    }

    /** What an earlier run left, ready to be taken from the first line that was not acknowledged. */
    static OutputJournal reopen(Path folder, Quota quota, long segmentBytes) throws IOException {
        List<Segment> segments = Segment.list(folder);
        long end = 0;
        for (Segment segment : segments) {
            end = segment.firstRecord() + countRecords(segment);
            quota.takeAnyway(segment.size());
        }
        OutputJournal journal = new OutputJournal(
                folder,
                quota,
                new OutputWriter(folder, quota, segmentBytes, end),
                Acknowledged.open(folder.resolve("acknowledged")));
        journal.published = end;
        journal.finished = true;
        journal.taken = segments.isEmpty() ? end : segments.getFirst().firstRecord();
        journal.skipAcknowledged();
        return journal;
    }

    /** Takes a line; {@link #publish} lets the other side see it. */
    public void append(OutputLine line) {
        writer.append(line);
    }

    /** Writes what was appended and wakes the side that delivers. */
    public void publish() {
        publish(writer.flush(), false);
    }

    /** Nothing follows; everything that the disk takes is on it when this returns. */
    public void finish(Instant now) {
        long records;
        try {
            records = writer.finish(now);
            writer.close();
        } catch (IOException e) {
            // A disk that refuses the sync may still have the lines: they are delivered from where they can be read.
            records = writer.flush();
        }
        publish(records, true);
    }

    /** The next line, or null when none came within the wait or none will come ({@link #isAtEnd}). */
    public @Nullable OutputLine take(Duration wait) {
        if (!awaitMore(wait)) {
            return null;
        }
        try {
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the output from the journal", e);
        }
    }

    /** Whether every line has been taken and none follows. */
    public synchronized boolean isAtEnd() {
        return finished && taken >= published;
    }

    /** Every line taken so far is at the server; their place on the disk is given back. */
    public void acknowledge() {
        try {
            acknowledged.set(taken);
            while (segments.size() > 1) {
                delete(segments.removeFirst());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the acknowledgement to the journal", e);
        }
    }

    /** Takes and acknowledges everything that is there; how many lines of the task that was. */
    public long skipRest() {
        long lines = 0;
        OutputLine line = take(Duration.ZERO);
        while (line != null) {
            lines += line.lines();
            line = take(Duration.ZERO);
        }
        acknowledge();
        return lines;
    }

    /** Closes and removes every file. */
    void delete() throws IOException {
        close();
        for (Segment segment : Segment.list(folder)) {
            delete(segment);
        }
        Files.deleteIfExists(folder.resolve("acknowledged"));
    }

    @Override
    public void close() throws IOException {
        writer.close();
        acknowledged.close();
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private synchronized void publish(long records, boolean last) {
        published = records;
        finished |= last;
        notifyAll();
    }

    private synchronized boolean awaitMore(Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (taken >= published && !finished) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return taken < published;
    }

    private @Nullable OutputLine read() throws IOException {
        if (reader == null && !openNext()) {
            return giveUp();
        }
        OutputLine line = reader == null ? null : reader.next();
        if (line == null && openNext() && reader != null) {
            line = reader.next();
        }
        if (line == null) {
            return giveUp();
        }
        synchronized (this) {
            taken++;
            lastTime = line.time();
        }
        return line;
    }

    /** Opens the segment that starts with the record to be taken next; false when there is none. */
    private boolean openNext() throws IOException {
        for (Segment segment : Segment.list(folder)) {
            boolean isNew = segments.isEmpty()
                    || segment.firstRecord() > segments.getLast().firstRecord();
            if (isNew && segment.firstRecord() <= taken) {
                if (reader != null) {
                    reader.close();
                }
                reader = new RecordReader(segment.file());
                segments.addLast(segment);
                return true;
            }
        }
        return false;
    }

    /** A record that was published cannot be read back: the disk has lost it. Says so instead of waiting for ever. */
    private OutputLine giveUp() {
        synchronized (this) {
            long lost = published - taken;
            taken = published;
            return OutputLine.gap(lastTime, lost, "the journal on the disk is damaged");
        }
    }

    private void skipAcknowledged() throws IOException {
        while (taken < Math.min(acknowledged.records(), published)) {
            if (read() == null) {
                return;
            }
        }
    }

    private void delete(Segment segment) throws IOException {
        long size = segment.size();
        if (Files.deleteIfExists(segment.file())) {
            quota.give(size);
        }
    }

    private static long countRecords(Segment segment) throws IOException {
        long count = 0;
        try (RecordReader records = new RecordReader(segment.file())) {
            while (records.next() != null) {
                count++;
            }
        }
        return count;
    }
}
