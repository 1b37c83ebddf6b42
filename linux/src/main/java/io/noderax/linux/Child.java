package io.noderax.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** A started child, which leads a session and a process group of its own. */
public final class Child {
    private static final int WNOHANG = 1;

    private final ProcessIdentity identity;
    private final ChildOutput output;

    Child(ProcessIdentity identity, ChildOutput output) {
        this.identity = identity;
        this.output = output;
    }

    public ProcessIdentity identity() {
        return identity;
    }

    /** What the child writes; to be read and closed by one thread. */
    public ChildOutput output() {
        return output;
    }

    /** Blocks until the child has ended; on a platform thread: the wait stands in a foreign call. */
    public ChildExit awaitExit() {
        ChildExit exit = exit(0);
        return exit == null ? new ChildExit.Unknown() : exit;
    }

    /** How the child has ended; null while it runs. To be asked by one thread, and not again once it has been told. */
    public @Nullable ChildExit exit() {
        return exit(WNOHANG);
    }

    private @Nullable ChildExit exit(int options) {
        return exitOf(identity.pid(), options);
    }

    /** How a child of this process has ended, if nobody has asked before; null while it runs. */
    static @Nullable ChildExit exitOf(int pid) {
        return exitOf(pid, WNOHANG);
    }

    private static @Nullable ChildExit exitOf(int pid, int options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            while (true) {
                Libc.Result waited = Libc.waitpid(pid, status, options);
                if (waited.value() == 0) {
                    return null;
                }
                if (!waited.failed()) {
                    return ChildExit.ofStatus(status.get(ValueLayout.JAVA_INT, 0));
                }
                if (waited.errno() != Errno.EINTR) {
                    return new ChildExit.Unknown();
                }
            }
        }
    }
}
