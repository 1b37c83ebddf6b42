package io.noderax.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/** The read ends of a child's two output pipes, read by one thread as the bytes arrive. Not safe for several threads. */
public final class ChildOutput implements AutoCloseable {
    /** The size of a pipe on Linux: a read takes at most that much. */
    public static final int LARGEST_READ = 64 * 1024;

    private static final short POLLIN = 1;
    private static final long POLLFD_BYTES = 8;
    private static final int CLOSED = -1;

    private final int[] descriptors;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment polled = arena.allocate(2 * POLLFD_BYTES, 8);
    private final MemorySegment buffer = arena.allocate(LARGEST_READ);
    private int next;

    ChildOutput(int output, int error) {
        this.descriptors = new int[] {output, error};
    }

    /** What one {@link #read} found. */
    public enum Read {
        /** Bytes of standard output. */
        OUTPUT,
        /** Bytes of standard error. */
        ERROR,
        /** Nothing within the wait. */
        QUIET,
        /** Both pipes are closed on the other side: nothing follows. */
        ENDED
    }

    /** A read and the number of bytes that it put into the buffer. */
    public record Chunk(Read read, int length) {}

    /** Waits for bytes of either pipe and copies them to the start of {@code into}; alternates when both have some. */
    public Chunk read(byte[] into, Duration wait) {
        while (descriptors[0] != CLOSED || descriptors[1] != CLOSED) {
            int ready = ready(wait);
            if (ready < 0) {
                return new Chunk(Read.QUIET, 0);
            }
            int length = take(ready, into);
            if (length > 0) {
                next = 1 - ready;
                return new Chunk(ready == 0 ? Read.OUTPUT : Read.ERROR, length);
            }
        }
        return new Chunk(Read.ENDED, 0);
    }

    /** Closes what is still open; a process that goes on writing gets SIGPIPE. */
    @Override
    public void close() {
        closePipe(0);
        closePipe(1);
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private int ready(Duration wait) {
        for (int pipe = 0; pipe < 2; pipe++) {
            polled.set(ValueLayout.JAVA_INT, pipe * POLLFD_BYTES, descriptors[pipe]);
            polled.set(ValueLayout.JAVA_SHORT, pipe * POLLFD_BYTES + 4, POLLIN);
            polled.set(ValueLayout.JAVA_SHORT, pipe * POLLFD_BYTES + 6, (short) 0);
        }
        Libc.Result found = Libc.poll(polled, 2, (int) Math.min(wait.toMillis(), Integer.MAX_VALUE));
        if (found.value() <= 0) {
            return -1;
        }
        return isReady(next) ? next : 1 - next;
    }

    private boolean isReady(int pipe) {
        return descriptors[pipe] != CLOSED && polled.get(ValueLayout.JAVA_SHORT, pipe * POLLFD_BYTES + 6) != 0;
    }

    /** The number of bytes; 0 when the pipe has ended, which is then closed. */
    private int take(int pipe, byte[] into) {
        Libc.Result taken = Libc.read(descriptors[pipe], buffer.asSlice(0, Math.min(into.length, LARGEST_READ)));
        if (taken.value() > 0) {
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, taken.asInt());
            return taken.asInt();
        }
        if (taken.value() == 0 || taken.errno() != Errno.EINTR) {
            closePipe(pipe);
        }
        return 0;
    }

    private void closePipe(int pipe) {
        if (descriptors[pipe] != CLOSED) {
            Libc.close(descriptors[pipe]);
            descriptors[pipe] = CLOSED;
        }
    }
}
