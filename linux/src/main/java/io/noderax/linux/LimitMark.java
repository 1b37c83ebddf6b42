package io.noderax.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A mark that a process hands on to all its descendants, whatever they do to their environment, their session and their parents: a
 * number of its own as the soft limit RLIMIT_RTTIME, see getrlimit(2) and proc_pid_limits(5). It limits nothing: it is of the order of
 * a hundred thousand years, in microseconds, and counts only for real-time scheduling.
 */
final class LimitMark {
    /** The same number on x86-64 and AArch64. */
    private static final int RLIMIT_RTTIME = 15;

    private static final int SELF = 0;
    private static final long INFINITY = -1;
    private static final long LEAST = 1L << 61;
    private static final LibcFunction PRLIMIT = LibcFunction.named("prlimit");

    private LimitMark() {}

    /** The number that stands for a mark in the environment. */
    static long of(String mark) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(mark.getBytes(StandardCharsets.UTF_8));
            return LEAST | (ByteBuffer.wrap(hash).getLong() & (LEAST - 1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /**
     * Starts something while this process bears the mark itself, as a child has it from its first moment only when it is born with it.
     * Nobody else may start anything meanwhile. Without effect where somebody has set such a limit for this process.
     */
    static int handOn(String mark, Start start) throws SpawnFailed {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment before = arena.allocate(JAVA_LONG, 2);
            if (PRLIMIT.call(SELF, RLIMIT_RTTIME, 0, before.address()).failed()) {
                return start.start();
            }
            long soft = before.getAtIndex(JAVA_LONG, 0);
            if (soft != INFINITY && soft < LEAST) {
                return start.start();
            }
            MemorySegment marked = arena.allocate(JAVA_LONG, 2);
            marked.setAtIndex(JAVA_LONG, 0, of(mark));
            marked.setAtIndex(JAVA_LONG, 1, before.getAtIndex(JAVA_LONG, 1));
            PRLIMIT.call(SELF, RLIMIT_RTTIME, marked.address(), 0);
            try {
                return start.start();
            } finally {
                PRLIMIT.call(SELF, RLIMIT_RTTIME, before.address(), 0);
            }
        }
    }

    /** Starts a process and gives its number. */
    interface Start {
        int start() throws SpawnFailed;
    }

    /**
     * Whether a process bears the mark.
     *
     * @param limits what {@code /proc/PID/limits} says
     * @param number what {@link #of} gives for the mark
     */
    static boolean stands(String limits, long number) {
        return limits.contains(" " + number + " ");
    }
}
