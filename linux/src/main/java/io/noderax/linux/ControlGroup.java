package io.noderax.linux;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One control group (cgroup v2) with all processes in it, which no process leaves by forking or by a session of its own. Safe for any
 * number of threads.
 */
public record ControlGroup(Path folder) {
    private static final long CPU_PERIOD_MICROS = 100_000;
    private static final long LEAST_CPU_MICROS = 1_000;
    private static final int FREEZE_LOOKS = 500;
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    /** Whether it is there. */
    public boolean isThere() {
        return Files.isDirectory(folder);
    }

    /** Every process in it and in the groups below it, as far as that can be seen. */
    public List<Integer> processes() {
        List<Integer> all = new ArrayList<>();
        for (Path group : withDescendants(folder)) {
            all.addAll(GroupFiles.pids(read(group, "cgroup.procs")));
        }
        return all;
    }

    /** Moves a process here, with all its threads. */
    void add(int pid) throws IOException {
        write("cgroup.procs", Integer.toString(pid));
    }

    /** Kills all processes at once, also those that are being forked just now. */
    void kill() {
        try {
            write("cgroup.kill", "1");
        } catch (IOException e) {
            killFrozen();
        }
    }

    /** For kernels before 5.14: none of them can fork while they are killed one after the other. */
    void killFrozen() {
        try {
            write("cgroup.freeze", "1");
            for (int looks = 0; looks < FREEZE_LOOKS && !isFrozen(); looks++) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
            processes().forEach(pid -> Libc.kill(pid, Signal.KILL.number()));
            write("cgroup.freeze", "0");
        } catch (IOException e) {
            processes().forEach(pid -> Libc.kill(pid, Signal.KILL.number()));
        }
    }

    private boolean isFrozen() {
        Long frozen = GroupFiles.value(read(folder, "cgroup.events"), "frozen");
        return frozen == null || frozen == 1;
    }

    /** Sets limits whose controllers are there. */
    void limit(ResourceLimits limits) throws IOException {
        Long memory = limits.memoryBytes();
        if (memory != null) {
            write("memory.max", memory.toString());
            writeIfThere("memory.swap.max", "0");
            writeIfThere("memory.oom.group", "1");
        }
        Double processors = limits.processors();
        if (processors != null) {
            long micros = Math.max(LEAST_CPU_MICROS, Math.round(processors * CPU_PERIOD_MICROS));
            write("cpu.max", String.format(Locale.ROOT, "%d %d", micros, CPU_PERIOD_MICROS));
        }
        Long processes = limits.processes();
        if (processes != null) {
            write("pids.max", processes.toString());
        }
    }

    /** What its processes have used so far. */
    public ResourceUse use() {
        Long micros = GroupFiles.value(read(folder, "cpu.stat"), "usage_usec");
        return new ResourceUse(
                micros == null ? null : micros / 1000,
                GroupFiles.number(read(folder, "memory.peak")),
                null,
                GroupFiles.value(read(folder, "memory.events"), "oom_kill"));
    }

    /** Takes it away, with the groups that its processes have made; false when processes live in it. */
    public boolean remove() {
        List<Path> groups = withDescendants(folder);
        try {
            for (Path group : groups.reversed()) {
                Files.deleteIfExists(group);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.WRITE);
    }

    private void writeIfThere(String file, String text) throws IOException {
        if (Files.exists(folder.resolve(file))) {
            write(file, text);
        }
    }

    /** Null when it cannot be read: the controller is not there, or the group is not there any more. */
    static @Nullable String read(Path group, String file) {
        try {
            return Files.readString(group.resolve(file));
        } catch (IOException e) {
            return null;
        }
    }

    /** Parents come before their children. */
    private static List<Path> withDescendants(Path group) {
        List<Path> all = new ArrayList<>();
        all.add(group);
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(group, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
            entries.forEach(child -> all.addAll(withDescendants(child)));
        } catch (IOException | DirectoryIteratorException e) {
            // It is not there any more.
        }
        return all;
    }
}
