package io.noderax.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is free on the disk of a folder, for who is not root.
 *
 * @param usedPercent of the room that is used or free for who is not root, as df counts
 * @param inodes how many files can still be made; null where the file system does not count them
 */
public record DiskRoom(
        long bytes, double usedPercent, @Nullable Long inodes) {
    /** {@code struct statvfs} of 64-bit Linux: f_frsize, f_blocks, f_bfree, f_bavail, f_files and f_favail. */
    private static final long SIZE = 112;

    private static final long FRAGMENT = 8;
    private static final long BLOCKS = 16;
    private static final long FREE = 24;
    private static final long AVAILABLE = 32;
    private static final long ALL_FILES = 40;
    private static final long FILES_AVAILABLE = 56;

    /** Null when it cannot be told: the folder is not there, or not readable. */
    public static @Nullable DiskRoom at(Path folder) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(SIZE, 8);
            MemorySegment path = arena.allocateFrom(folder.toString());
            if (Call.STATVFS.call(path.address(), answer.address()).failed()) {
                return null;
            }
            long available = answer.get(JAVA_LONG, AVAILABLE);
            long used = answer.get(JAVA_LONG, BLOCKS) - answer.get(JAVA_LONG, FREE);
            long files = answer.get(JAVA_LONG, ALL_FILES);
            return new DiskRoom(
                    answer.get(JAVA_LONG, FRAGMENT) * available,
                    used + available <= 0 ? 0 : 100.0 * used / (used + available),
                    files == 0 ? null : answer.get(JAVA_LONG, FILES_AVAILABLE));
        }
    }

    /** Loaded with the first question. */
    private static final class Call {
        static final LibcFunction STATVFS = LibcFunction.named("statvfs");
    }
}
