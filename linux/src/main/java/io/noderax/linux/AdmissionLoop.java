package io.noderax.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts a child into its control group before it runs its program. The child opens a named pipe first, and stands there until this
 * thread, which sees it among the children of the thread that makes it, has moved it.
 */
final class AdmissionLoop implements Runnable, AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 200_000;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int FOR_ITS_OWNER = 0600;

    private final ControlGroup group;
    private final Path folder;
    private final Path gate;
    private final Path children;
    private final Set<Integer> before;
    private final Thread thread;
    private volatile boolean over;
    private volatile int admitted;
    private volatile @Nullable Exception problem;
    private @Nullable FileChannel open;

    /** For the next child of the calling thread. */
    AdmissionLoop(ControlGroup group) throws NotAdmitted {
        this.group = group;
        try {
            this.folder = Files.createTempDirectory("noderax-gate");
            this.gate = folder.resolve("gate");
            makePipe(gate);
            this.children = Path.of("/proc/thread-self").toRealPath().resolve("children");
            this.before = new HashSet<>(childrenNow());
        } catch (IOException e) {
            throw new NotAdmitted("a process cannot be put into a control group: " + e);
        }
        this.thread = Thread.ofPlatform().daemon().name("admission").start(this);
    }

    /** What the child has to open for reading. */
    Path gate() {
        return gate;
    }

    @Override
    public void run() {
        try {
            int pid = awaitChild();
            if (pid > 0) {
                admit(pid);
            }
            open = FileChannel.open(gate, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            problem = e;
        }
    }

    private void admit(int pid) {
        try {
            group.add(pid);
            admitted = pid;
        } catch (IOException e) {
            problem = e;
            Libc.kill(pid, Signal.KILL.number());
        }
    }

    private int awaitChild() throws IOException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!over && System.nanoTime() - deadline < 0) {
            for (int pid : childrenNow()) {
                if (!before.contains(pid)) {
                    return pid;
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return 0;
    }

    /** A child that is not in its group does not live on. */
    void require(int pid) throws NotAdmitted {
        finish();
        if (admitted != pid) {
            Libc.kill(pid, Signal.KILL.number());
            Child.awaitExitOf(pid);
            throw new NotAdmitted("a process could not be put into the control group " + group.folder() + ": "
                    + (problem == null ? "it was not found in " + children : problem));
        }
    }

    private void finish() {
        over = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish();
        try {
            if (open != null) {
                open.close();
            }
            Files.deleteIfExists(gate);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // What is left is an empty folder for temporary files.
        }
    }

    private Set<Integer> childrenNow() throws IOException {
        Set<Integer> pids = new HashSet<>();
        for (String pid : Files.readString(children).strip().split(" ", -1)) {
            if (!pid.isEmpty()) {
                pids.add(Integer.valueOf(pid));
            }
        }
        return pids;
    }

    private static void makePipe(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path.toString());
            Libc.Result made = Call.MKFIFO.call(name.address(), FOR_ITS_OWNER);
            if (made.failed()) {
                throw new IOException("the named pipe " + path + " cannot be made: " + Errno.text(made.errno()));
            }
        }
    }

    /** Loaded with the first gate. */
    private static final class Call {
        static final LibcFunction MKFIFO = LibcFunction.named("mkfifo");
    }
}
