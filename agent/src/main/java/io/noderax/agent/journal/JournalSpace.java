package io.noderax.agent.journal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How much all logs together may take on the disk, and each of them. Safe for any number of threads; the monitor guards all.
 *
 * <p>Another process gives space back by deleting files: what counts are the sizes of the files, looked at again whenever there
 * seems to be no room. A log may take up to {@link #GREED} times what is still free: alone nearly everything, but however many
 * flood it, some is left for one that comes later, and those that want the same get the same.
 */
public final class JournalSpace {
    private static final long GREED = 8;
    private static final long LARGEST_RESERVE = 64 * 1024;
    private static final long LOOK_AGAIN_NANOS = 20_000_000;
    private static final long SMALLEST_SEGMENT = 16 * 1024;
    private static final long LARGEST_SEGMENT = 1024 * 1024;

    private final Path folder;
    private final Map<Path, Long> used = new HashMap<>();
    private long quota;
    private long total;
    private long underWay;
    private long lookedAt = System.nanoTime() - LOOK_AGAIN_NANOS;

    /** @param folder the one that holds a folder for each attempt */
    public JournalSpace(Path folder, long quota) {
        this.folder = folder;
        this.quota = quota;
    }

    /** From now on all logs together may take that much. */
    public synchronized void setQuota(long bytes) {
        quota = bytes;
    }

    synchronized long segmentBytes() {
        return segmentBytes(quota);
    }

    /** How large a file of frames becomes before the next one is begun: what is freed is freed by files. */
    static long segmentBytes(long quota) {
        return Math.clamp(quota / 64, SMALLEST_SEGMENT, LARGEST_SEGMENT);
    }

    /** Takes room for bytes that are written next; {@link #settle} has to follow. */
    synchronized boolean take(Path attempt, int bytes) {
        boolean fits = fits(attempt, bytes);
        if (!fits && System.nanoTime() - lookedAt >= LOOK_AGAIN_NANOS) {
            look();
            fits = fits(attempt, bytes);
        }
        if (fits) {
            takeAnyway(attempt, bytes);
        }
        return fits;
    }

    /** Takes room in any case: for the few bytes that say what is missing. */
    synchronized void takeAnyway(Path attempt, int bytes) {
        used.merge(attempt, (long) bytes, Long::sum);
        total += bytes;
        underWay += bytes;
    }

    /** The bytes are on the disk, or will not come. */
    synchronized void settle(int bytes) {
        underWay -= bytes;
    }

    private boolean fits(Path attempt, int bytes) {
        long most = quota - Math.min(LARGEST_RESERVE, quota / 16);
        long free = most - total;
        return bytes <= free && used.getOrDefault(attempt, 0L) + bytes <= GREED * free;
    }

    /** A folder that cannot be looked at leaves what was known. */
    private void look() {
        lookedAt = System.nanoTime();
        Map<Path, Long> found = new HashMap<>();
        long all = underWay;
        try (DirectoryStream<Path> attempts = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path attempt : attempts) {
                long size = 0;
                for (Segment segment : Segment.list(attempt)) {
                    size += segment.size();
                }
                found.put(attempt, size);
                all += size;
            }
        } catch (IOException | DirectoryIteratorException e) {
            return;
        }
        used.clear();
        used.putAll(found);
        total = all;
    }
}
