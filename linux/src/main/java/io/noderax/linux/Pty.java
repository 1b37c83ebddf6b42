package io.noderax.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A child on a terminal of its own, held by its master side. One thread works with it; {@link #wake} is for any thread. */
public final class Pty implements AutoCloseable {
    /** A read or write moves that much at most. */
    public static final int LARGEST_MOVE = 16 * 1024;

    /** What {@link #read} answers when nothing follows: no process has the terminal open any more. */
    public static final int ENDED = -1;

    private static final int CLOSED = -1;
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final long POLLFD_BYTES = 8;
    private static final Duration LOOK_WITHOUT_PIDFD = Duration.ofMillis(50);

    private final ProcessIdentity identity;
    private final ExitWatch watch;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment polled = arena.allocate(3 * POLLFD_BYTES, 8);
    private final MemorySegment buffer = arena.allocate(LARGEST_MOVE);
    private int master;
    private int exitDescriptor;
    private int wakeDescriptor;
    private @Nullable ChildExit exit;

    /** @param watch is asked for the end when the exit descriptor can be read, or from time to time without one */
    Pty(ProcessIdentity identity, int master, int exitDescriptor, int wakeDescriptor, ExitWatch watch) {
        this.identity = identity;
        this.watch = watch;
        this.master = master;
        this.exitDescriptor = exitDescriptor;
        this.wakeDescriptor = wakeDescriptor;
    }

    public ProcessIdentity identity() {
        return identity;
    }

    /** Waits until the terminal can be read or written as asked, the child has ended, somebody wakes it, or the time is over. */
    public void await(boolean readable, boolean writable, Duration wait) {
        boolean watches = readable || writable;
        set(0, watches ? master : CLOSED, (short) ((readable ? POLLIN : 0) | (writable ? POLLOUT : 0)));
        set(1, exitDescriptor, POLLIN);
        set(2, wakeDescriptor, POLLIN);
        boolean looksItself = exit == null && exitDescriptor == CLOSED;
        Duration longest = looksItself && wait.compareTo(LOOK_WITHOUT_PIDFD) > 0 ? LOOK_WITHOUT_PIDFD : wait;
        // Rounded up: a wait of less than a millisecond must not become a busy loop.
        Libc.poll(polled, 3, Math.clamp((longest.toNanos() + 999_999) / 1_000_000, 0, Integer.MAX_VALUE));
        if (polled.get(ValueLayout.JAVA_SHORT, 2 * POLLFD_BYTES + 6) != 0) {
            Libc.read(wakeDescriptor, buffer);
        }
    }

    /** Ends the wait of the other thread, or its next one. */
    public synchronized void wake() {
        if (wakeDescriptor != CLOSED) {
            try (Arena own = Arena.ofConfined()) {
                PtyCalls.write(wakeDescriptor, own.allocateFrom(ValueLayout.JAVA_LONG, 1L), Long.BYTES);
            }
        }
    }

    /** Takes what is there without waiting: the number of bytes, 0 when there are none now, or {@link #ENDED}. */
    public int read(byte[] into, int most) {
        if (master == CLOSED) {
            return ENDED;
        }
        Libc.Result taken = Libc.read(master, buffer.asSlice(0, Math.min(most, LARGEST_MOVE)));
        if (taken.failed()) {
            return taken.errno() == Errno.EAGAIN || taken.errno() == Errno.EINTR ? 0 : ENDED;
        }
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, taken.asInt());
        return taken.value() == 0 ? ENDED : taken.asInt();
    }

    /** Types as much as the terminal takes now: the number of bytes, which may be 0; all of them when nobody reads any more. */
    public int write(byte[] bytes, int from, int length) {
        if (master == CLOSED) {
            return length;
        }
        int most = Math.min(length, LARGEST_MOVE);
        MemorySegment.copy(bytes, from, buffer, ValueLayout.JAVA_BYTE, 0, most);
        Libc.Result written = PtyCalls.write(master, buffer, most);
        if (written.failed()) {
            return written.errno() == Errno.EAGAIN || written.errno() == Errno.EINTR ? 0 : length;
        }
        return written.asInt();
    }

    /** The foreground program is told by SIGWINCH. */
    public void resize(WindowSize size) {
        if (master != CLOSED) {
            PtyCalls.setSize(master, size);
        }
    }

    /** Whether a line is being read that is not shown, as for a password. */
    public boolean isEchoOff() {
        return master != CLOSED && PtyCalls.hidesLines(master);
    }

    /** How the child has ended; null while it runs. */
    public @Nullable ChildExit exit() {
        if (exit == null) {
            exit = watch.look();
            if (exit != null && exitDescriptor != CLOSED) {
                Libc.close(exitDescriptor);
                exitDescriptor = CLOSED;
            }
        }
        return exit;
    }

    /** Takes the terminal away from whoever still has it; {@link #await} goes on working. */
    public void hangUp() {
        if (master != CLOSED) {
            Libc.close(master);
            master = CLOSED;
        }
    }

    /** Gives everything back; a child that still runs is left alone, without its terminal. */
    @Override
    public synchronized void close() {
        hangUp();
        if (exitDescriptor != CLOSED) {
            Libc.close(exitDescriptor);
            exitDescriptor = CLOSED;
        }
        if (wakeDescriptor != CLOSED) {
            Libc.close(wakeDescriptor);
            wakeDescriptor = CLOSED;
            arena.close();
        }
    }

    private void set(int place, int descriptor, short events) {
        polled.set(ValueLayout.JAVA_INT, place * POLLFD_BYTES, descriptor);
        polled.set(ValueLayout.JAVA_SHORT, place * POLLFD_BYTES + 4, events);
        polled.set(ValueLayout.JAVA_SHORT, place * POLLFD_BYTES + 6, (short) 0);
    }
}
