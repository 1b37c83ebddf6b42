package io.noderax.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** A started child, which leads a session and a process group of its own. */
public final class Child {
    private static final int WNOHANG = 1;

    /** {@code struct rusage} of 64-bit Linux: user time, system time, and the largest resident set in kilobytes. */
    private static final long RUSAGE_BYTES = 144;

    private static final long USER_TIME = 0;
    private static final long SYSTEM_TIME = 16;
    private static final long LARGEST_KB = 32;

    private final ProcessIdentity identity;
    private final ChildOutput output;
    private volatile ResourceUse use = ResourceUse.UNKNOWN;

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
        Collected collected = collect(identity.pid(), options);
        if (collected != null) {
            use = collected.use();
        }
        return collected == null ? null : collected.exit();
    }

    /** What it and those of its descendants that were waited for have used; known with its exit. */
    public ResourceUse use() {
        return use;
    }

    /** How a child of this process has ended, if nobody has asked before; null while it runs. */
    static @Nullable ChildExit exitOf(int pid) {
        Collected collected = collect(pid, WNOHANG);
        return collected == null ? null : collected.exit();
    }

    /** Blocks until a child of this process has ended that nobody else asks for. */
    static void awaitExitOf(int pid) {
        collect(pid, 0);
    }

    private record Collected(ChildExit exit, ResourceUse use) {}

    private static @Nullable Collected collect(int pid, int options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment used = arena.allocate(RUSAGE_BYTES, 8);
            while (true) {
                Libc.Result waited = Libc.wait4(pid, status, options, used);
                if (waited.value() == 0) {
                    return null;
                }
                if (!waited.failed()) {
                    return new Collected(ChildExit.ofStatus(status.get(ValueLayout.JAVA_INT, 0)), use(used));
                }
                if (waited.errno() != Errno.EINTR) {
                    return new Collected(new ChildExit.Unknown(), ResourceUse.UNKNOWN);
                }
            }
        }
    }

    private static ResourceUse use(MemorySegment rusage) {
        long millis = millis(rusage, USER_TIME) + millis(rusage, SYSTEM_TIME);
        return new ResourceUse(millis, null, rusage.get(ValueLayout.JAVA_LONG, LARGEST_KB) * 1024, null);
    }

    private static long millis(MemorySegment rusage, long timeval) {
        return rusage.get(ValueLayout.JAVA_LONG, timeval) * 1000
                + rusage.get(ValueLayout.JAVA_LONG, timeval + 8) / 1000;
    }
}
