package io.noderax.agent.journal;

import io.noderax.protocol.log.LogFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One attempt's log as the agent sees it: its holder writes it, one thread reads it for the result, one delivers it. What the
 * server has is deleted, file by file. The monitor guards all; the bytes are read outside of it.
 */
public final class AttemptLog implements AutoCloseable {
    private static final String ACKNOWLEDGED = "acknowledged";
    private static final long LARGEST_KEPT_HEAD = 256 * 1024;
    private static final long LARGEST_KEPT_TAIL = 512 * 1024;

    /** So many bytes are acknowledged between looks for files that nobody needs: less than a file holds. */
    private static final long FREE_EVERY = 8 * 1024;

    private final Path folder;
    private final long keptHead;
    private final long keptTail;
    private final Acknowledged acknowledged;
    private long onDisk;
    private List<LogFrame> missing = List.of();
    private boolean ended;
    private boolean hurried;
    private long freedAt;

    private AttemptLog(Path folder, long quota, Acknowledged acknowledged) {
        this.folder = folder;
        this.keptHead = Math.min(LARGEST_KEPT_HEAD, quota / 8);
        this.keptTail = Math.min(LARGEST_KEPT_TAIL, quota / 8);
        this.acknowledged = acknowledged;
    }

    /** The log in an attempt's folder; how far it reaches is told by the holder, or found by {@link #endWhereItIsCut}. */
    static AttemptLog open(Path folder, long quota) throws IOException {
        return new AttemptLog(folder, quota, Acknowledged.open(folder.resolve(ACKNOWLEDGED)));
    }

    Path folder() {
        return folder;
    }

    /** The holder has written so far. */
    public synchronized void grown(long length) {
        onDisk = Math.max(onDisk, length);
        notifyAll();
    }

    /** The task has ended and its log with it. */
    public synchronized void end(ExitRecord record) {
        onDisk = record.onDisk();
        missing = record.missing();
        ended = true;
        notifyAll();
    }

    /** Nobody knows where it ended: it ends with the last whole frame that is on the disk. */
    public void endWhereItIsCut() throws IOException {
        List<Segment> segments = Segment.list(folder);
        long end = 0;
        if (!segments.isEmpty()) {
            Segment last = segments.getLast();
            end = last.start();
            ByteBuffer buffer = ByteBuffer.allocateDirect(LogFrame.LARGEST_PAYLOAD + LogFrame.HEADER);
            try (SegmentFrames frames = new SegmentFrames(last, buffer)) {
                for (LogFrame frame = frames.next(); frame != null; frame = frames.next()) {
                    end = frame.end();
                }
            }
        }
        synchronized (this) {
            onDisk = Math.max(end, acknowledged.get().offset());
            ended = true;
            notifyAll();
        }
    }

    /** How far the frames on the disk reach. */
    public synchronized long onDisk() {
        return onDisk;
    }

    synchronized List<LogFrame> missing() {
        return missing;
    }

    /** How far the log reaches, as far as is known. */
    public synchronized long length() {
        return missing.isEmpty() ? onDisk : missing.getLast().end();
    }

    /** Whether nothing follows behind {@link #length}. */
    public synchronized boolean isEnded() {
        return ended;
    }

    /** Reads from that offset on. */
    public FrameReader readFrom(long offset) {
        return new FrameReader(this, offset);
    }

    /** How much of the beginning and of the end stays on the disk until the log has ended, for the result. */
    public long keptHead() {
        return keptHead;
    }

    public long keptTail() {
        return keptTail;
    }

    /** Nobody waits for more any longer. */
    public synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    /** Waits until there is more than up to that offset, the log ends, or the time is over. */
    public synchronized void awaitMore(long offset, Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (length() <= offset && !ended && !hurried) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    public synchronized Delivered delivered() {
        return acknowledged.get();
    }

    /** Whether the server has all of it. */
    public synchronized boolean isDelivered() {
        return ended && acknowledged.get().offset() >= length();
    }

    /** The server has this much; what the disk does not take of that is lost without harm. */
    public void acknowledge(Delivered now) {
        try {
            boolean mayFree;
            synchronized (this) {
                acknowledged.set(now);
                mayFree = now.offset() >= freedAt + FREE_EVERY || (ended && now.offset() >= length());
                freedAt = mayFree ? now.offset() : freedAt;
            }
            if (mayFree) {
                free();
            }
        } catch (IOException e) {
            // Known here all the same, and a full disk must not end the delivery: only another agent would send it
            // again.
        }
    }

    /** Deletes the files that nobody needs any more. */
    private void free() throws IOException {
        List<Segment> segments = Segment.list(folder);
        long freeable;
        long keptBelow;
        synchronized (this) {
            freeable = Math.min(acknowledged.get().offset(), ended ? Long.MAX_VALUE : onDisk - keptTail);
            keptBelow = ended ? 0 : keptHead;
        }
        for (int i = 0; i + 1 < segments.size() && segments.get(i + 1).start() <= freeable; i++) {
            if (segments.get(i).start() >= keptBelow) {
                Files.deleteIfExists(segments.get(i).file());
            }
        }
    }

    /** Closes and removes every file. */
    void delete() throws IOException {
        close();
        for (Segment segment : Segment.list(folder)) {
            Files.deleteIfExists(segment.file());
        }
        Files.deleteIfExists(folder.resolve(ACKNOWLEDGED));
    }

    @Override
    public synchronized void close() throws IOException {
        acknowledged.close();
    }
}
