package io.noderax.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** Starts children: own session and process group, no terminal, standard input from /dev/null, output by two pipes. */
public final class Spawner {
    private static final int O_WRONLY = 1;
    private static final int O_APPEND = 0x400;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_PATH = 0x200000;
    /** On x86_64; aarch64 has the bits of O_DIRECTORY and O_DIRECT swapped around. */
    private static final int O_DIRECTORY = "aarch64".equals(System.getProperty("os.arch")) ? 0x4000 : 0x10000;

    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FIRST_FREE_DESCRIPTOR = 3;

    /** The same number on all architectures; descriptors of it are closed on exec by themselves. */
    private static final long PIDFD_OPEN = 434;

    private static final ReadWriteLock STARTS = new ReentrantReadWriteLock();
    private static final Lock UNMARKED = STARTS.readLock();
    private static final Lock MARKED = STARTS.writeLock();

    private final ProcessTable processes;
    private final @Nullable ControlGroup group;

    public Spawner(ProcessTable processes) {
        this(processes, null);
    }

    /**
     * Children begin in that control group.
     *
     * @param group null for that of this process; with one, {@link NotAdmitted} is thrown when a child cannot be put there
     */
    public Spawner(ProcessTable processes, @Nullable ControlGroup group) {
        this.processes = processes;
        this.group = group;
    }

    /**
     * Starts a child. It has the default signal dispositions, no blocked signal and no descriptor but 0, 1 and 2.
     *
     * @throws SpawnFailed when the working directory or the program cannot be used; nothing is running then
     */
    public Child spawn(ChildCommand command) throws SpawnFailed {
        try (Arena arena = Arena.ofConfined();
                Descriptors descriptors = new Descriptors()) {
            int directory = descriptors.add(openDirectory(arena, command.workingDirectory()));
            Pipe output = pipe(arena, descriptors);
            Pipe error = pipe(arena, descriptors);
            StandardStreams streams = new StandardStreams.Pipes(output.writeEnd(), error.writeEnd());
            int pid = start(arena, command, directory, streams);
            descriptors.keep(output.readEnd());
            descriptors.keep(error.readEnd());
            return child(pid, output.readEnd(), error.readEnd());
        }
    }

    /**
     * Starts a child like {@link #spawn}, whose output is appended to a file that is there.
     *
     * @return a child without {@link Child#output} to read
     */
    public Child spawn(ChildCommand command, Path output) throws SpawnFailed {
        try (Arena arena = Arena.ofConfined();
                Descriptors descriptors = new Descriptors()) {
            int directory = descriptors.add(openDirectory(arena, command.workingDirectory()));
            Libc.Result opened = Libc.open(arena.allocateFrom(output.toString()), O_WRONLY | O_APPEND | O_CLOEXEC);
            if (opened.failed()) {
                throw new SpawnFailed("cannot write " + output, opened.errno());
            }
            int file = descriptors.add(aboveStandard(opened.asInt()));
            return child(start(arena, command, directory, new StandardStreams.Pipes(file, file)), -1, -1);
        }
    }

    /**
     * Starts a child like {@link #spawn} that writes to descriptors which another process has handed over.
     *
     * @return a child without {@link Child#output} to read
     */
    public Child spawn(ChildCommand command, Descriptor output, Descriptor error) throws SpawnFailed {
        return spawn(command, new StandardStreams.Pipes(output.number(), error.number()));
    }

    /**
     * Starts a child on a terminal that another process has handed over.
     *
     * @return a child without {@link Child#output} to read
     */
    public Child spawn(ChildCommand command, Descriptor terminal, PtyMode mode) throws SpawnFailed {
        return spawn(command, new StandardStreams.Terminal("/proc/self/fd/" + terminal.number(), mode));
    }

    private Child spawn(ChildCommand command, StandardStreams streams) throws SpawnFailed {
        try (Arena arena = Arena.ofConfined();
                Descriptors descriptors = new Descriptors()) {
            int directory = descriptors.add(openDirectory(arena, command.workingDirectory()));
            return child(start(arena, command, directory, streams), -1, -1);
        }
    }

    /**
     * Starts a child on a terminal of its own, which has its size before the first byte.
     *
     * @throws SpawnFailed when there is no terminal, or the working directory, the program or the mode cannot be used
     */
    public Pty spawn(ChildCommand command, PtyMode mode, WindowSize size) throws SpawnFailed {
        try (Arena arena = Arena.ofConfined();
                Descriptors descriptors = new Descriptors()) {
            int directory = descriptors.add(openDirectory(arena, command.workingDirectory()));
            int master = descriptors.add(aboveStandard(PtyCalls.openMaster()));
            int wake = descriptors.add(aboveStandard(PtyCalls.eventDescriptor()));
            PtyCalls.setSize(master, size);
            StandardStreams streams = new StandardStreams.Terminal(PtyCalls.slaveOf(arena, master), mode);
            int pid = start(arena, command, directory, streams);
            descriptors.keep(master);
            descriptors.keep(wake);
            return new Pty(processes.identityOfChild(pid), master, exitDescriptor(pid), wake, () -> Child.exitOf(pid));
        }
    }

    private int start(Arena arena, ChildCommand command, int directory, StandardStreams streams) throws SpawnFailed {
        String mark = group == null ? command.mark() : null; // a group needs no other mark
        Lock lock = mark == null ? UNMARKED : MARKED;
        lock.lock();
        try {
            return mark == null
                    ? startInGroup(arena, command, directory, streams)
                    : LimitMark.handOn(mark, () -> startInGroup(arena, command, directory, streams));
        } finally {
            lock.unlock();
        }
    }

    private int startInGroup(Arena arena, ChildCommand command, int directory, StandardStreams streams)
            throws SpawnFailed {
        if (group == null) {
            return PosixSpawn.start(arena, command, directory, streams, null);
        }
        try (AdmissionLoop admission = new AdmissionLoop(group)) {
            int pid = PosixSpawn.start(arena, command, directory, streams, admission.gate());
            admission.require(pid);
            return pid;
        }
    }

    private Child child(int pid, int output, int error) {
        return new Child(processes.identityOfChild(pid), new ChildOutput(output, error, exitDescriptor(pid)));
    }

    /** Becomes readable with the exit of the child; -1 on a kernel without. */
    private static int exitDescriptor(int pid) {
        Libc.Result exit = Libc.syscall(PIDFD_OPEN, pid, 0);
        return exit.failed() ? -1 : exit.asInt();
    }

    private static int openDirectory(Arena arena, String path) throws SpawnFailed {
        Libc.Result opened = Libc.open(arena.allocateFrom(path), O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (opened.failed()) {
            throw new SpawnFailed("cannot use the working directory " + path, opened.errno());
        }
        return aboveStandard(opened.asInt());
    }

    private static Pipe pipe(Arena arena, Descriptors descriptors) throws SpawnFailed {
        MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
        Libc.Result made = Libc.pipe2(ends, O_CLOEXEC);
        if (made.failed()) {
            throw new SpawnFailed("cannot make a pipe", made.errno());
        }
        int readEnd = descriptors.add(aboveStandard(ends.getAtIndex(ValueLayout.JAVA_INT, 0)));
        int writeEnd = descriptors.add(aboveStandard(ends.getAtIndex(ValueLayout.JAVA_INT, 1)));
        return new Pipe(readEnd, writeEnd);
    }

    /** When this process itself was started with 0, 1 or 2 closed, a new descriptor may be one that the child replaces. */
    private static int aboveStandard(int descriptor) throws SpawnFailed {
        if (descriptor >= FIRST_FREE_DESCRIPTOR) {
            return descriptor;
        }
        Libc.Result moved = Libc.fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
        Libc.close(descriptor);
        if (moved.failed()) {
            throw new SpawnFailed("cannot duplicate a descriptor", moved.errno());
        }
        return moved.asInt();
    }

    private record Pipe(int readEnd, int writeEnd) {}
}
