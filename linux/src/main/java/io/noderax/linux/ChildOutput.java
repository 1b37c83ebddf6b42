package io.noderax.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The read ends of a child's two output pipes, read by one thread as the bytes arrive. Not safe for several threads. */
public final class ChildOutput implements AutoCloseable {
    /** The size of a pipe on Linux: a read takes at most that much. */
    public static final int LARGEST_READ = 64 * 1024;

    private static final short POLLIN = 1;
    private static final long POLLFD_BYTES = 8;
    private static final int CLOSED = -1;
    private static final int EXIT = 2;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();
    private static final Duration LOOK_WITHOUT_PIDFD = Duration.ofMillis(50);

    /** Standard output, standard error, and the exit of the child, which becomes readable when it ends. */
    private final int[] descriptors;

    private final boolean tellsExit;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment polled = arena.allocate(3 * POLLFD_BYTES, 8);
    private final MemorySegment buffer = arena.allocate(LARGEST_READ);
    private final ByteBuffer bytes = buffer.asByteBuffer();
    private int next;

    /** @param exit a pidfd, which is closed with the pipes; -1 on a kernel without */
    ChildOutput(int output, int error, int exit) {
        this.descriptors = new int[] {output, error, exit};
        this.tellsExit = exit != CLOSED;
    }

    /** What one {@link #read} found. */
    public enum Read {
        /** Bytes of standard output. */
        OUTPUT,
        /** Bytes of standard error. */
        ERROR,
        /** Nothing within the wait; or the child has ended while others hold its pipes, which is told once. */
        QUIET,
        /** Both pipes are closed on the other side: nothing follows. */
        ENDED
    }

    /**
     * A read.
     *
     * @param bytes those that were read; only valid until the next read
     */
    public record Chunk(Read read, ByteBuffer bytes) {
        private static final Chunk QUIET = new Chunk(Read.QUIET, NOTHING);
        private static final Chunk ENDED = new Chunk(Read.ENDED, NOTHING);
    }

    /** Waits for bytes of either pipe, or the end of the child; alternates when both have some. */
    public Chunk read(Duration wait) {
        while (descriptors[0] != CLOSED || descriptors[1] != CLOSED) {
            int ready = ready(wait);
            if (ready == EXIT) {
                closeDescriptor(EXIT);
                return Chunk.QUIET;
            }
            if (ready < 0) {
                return Chunk.QUIET;
            }
            int length = take(ready);
            if (length > 0) {
                next = 1 - ready;
                return new Chunk(ready == 0 ? Read.OUTPUT : Read.ERROR, bytes.slice(0, length));
            }
        }
        return Chunk.ENDED;
    }

    /** Waits for the end of the child alone. */
    public void awaitExit(Duration wait) {
        if (tellsExit && descriptors[EXIT] == CLOSED) {
            return;
        }
        poll(CLOSED, CLOSED, tellsExit ? wait : shorter(wait));
    }

    /** Closes what is still open; a process that goes on writing gets SIGPIPE. */
    @Override
    public void close() {
        for (int i = 0; i < descriptors.length; i++) {
            closeDescriptor(i);
        }
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private int ready(Duration wait) {
        if (poll(descriptors[0], descriptors[1], tellsExit ? wait : shorter(wait)) <= 0) {
            return -1;
        }
        if (isReady(next)) {
            return next;
        }
        return isReady(1 - next) ? 1 - next : EXIT;
    }

    private long poll(int output, int error, Duration wait) {
        set(0, output);
        set(1, error);
        set(EXIT, descriptors[EXIT]);
        return Libc.poll(polled, 3, (int) Math.min(wait.toMillis(), Integer.MAX_VALUE))
                .value();
    }

    private void set(int place, int descriptor) {
        polled.set(ValueLayout.JAVA_INT, place * POLLFD_BYTES, descriptor);
        polled.set(ValueLayout.JAVA_SHORT, place * POLLFD_BYTES + 4, POLLIN);
        polled.set(ValueLayout.JAVA_SHORT, place * POLLFD_BYTES + 6, (short) 0);
    }

    private boolean isReady(int pipe) {
        return descriptors[pipe] != CLOSED && polled.get(ValueLayout.JAVA_SHORT, pipe * POLLFD_BYTES + 6) != 0;
    }

    /** The number of bytes; 0 when the pipe has ended, which is then closed. */
    private int take(int pipe) {
        Libc.Result taken = Libc.read(descriptors[pipe], buffer);
        if (taken.value() > 0) {
            return taken.asInt();
        }
        if (taken.value() == 0 || taken.errno() != Errno.EINTR) {
            closeDescriptor(pipe);
        }
        return 0;
    }

    private void closeDescriptor(int place) {
        if (descriptors[place] != CLOSED) {
            Libc.close(descriptors[place]);
            descriptors[place] = CLOSED;
        }
    }

    private static Duration shorter(Duration wait) {
        return wait.compareTo(LOOK_WITHOUT_PIDFD) < 0 ? wait : LOOK_WITHOUT_PIDFD;
    }
}
