package io.noderax.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A started child, which leads a session and a process group of its own. */
public final class Child {
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

    /** Blocks until the child has ended; to be called once, on a platform thread: the wait stands in a foreign call. */
    public ChildExit awaitExit() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            while (true) {
                Libc.Result waited = Libc.waitpid(identity.pid(), status);
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
