package io.noderax.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes of this machine as {@code /proc} shows them. Safe for any number of threads. */
public final class ProcessTable {
    private final Path proc;
    private final int self = Math.toIntExact(ProcessHandle.current().pid());

    /** @param proc {@code /proc}, or a folder of the same shape */
    public ProcessTable(Path proc) {
        this.proc = proc;
    }

    /** A different text after each boot. */
    public String bootId() {
        try {
            return Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the boot id", e);
        }
    }

    /** Null when there is no such process. */
    public @Nullable ProcessIdentity identityOf(int pid) {
        ProcessStat stat = stat(pid);
        return stat == null ? null : new ProcessIdentity(pid, stat.startTicks(), bootId());
    }

    /** Whether this very process still runs. */
    public boolean isAlive(ProcessIdentity identity) {
        ProcessStat stat = stat(identity.pid());
        return stat != null
                && stat.isAlive()
                && stat.startTicks() == identity.startTicks()
                && identity.bootId().equals(bootId());
    }

    /** A child that nobody has waited for is there, at least as a zombie. */
    ProcessIdentity identityOfChild(int pid) {
        ProcessIdentity identity = identityOf(pid);
        if (identity == null) {
            throw new IllegalStateException("child " + pid + " is not in " + proc);
        }
        return identity;
    }

    /** Every running process that belongs to the family; never this process itself. */
    List<ProcessStat> members(ProcessFamily family) {
        boolean ledBySomebodyElse = leaderIsAnother(family);
        List<ProcessStat> members = new ArrayList<>();
        for (int pid : pids()) {
            ProcessStat stat = pid == self ? null : stat(pid);
            if (stat != null && stat.isAlive()) {
                boolean inGroup = !ledBySomebodyElse && family.holds(stat);
                if (inGroup || isMarked(pid, family.mark())) {
                    members.add(stat);
                }
            }
        }
        return members;
    }

    /** Whether the number of the leader has been given to another process since; then its group is not ours. */
    private boolean leaderIsAnother(ProcessFamily family) {
        ProcessIdentity leader = family.leader();
        if (leader == null) {
            return true;
        }
        ProcessStat stat = stat(leader.pid());
        boolean reused = stat != null && stat.startTicks() != leader.startTicks();
        return reused || !leader.bootId().equals(bootId());
    }

    private boolean isMarked(int pid, String mark) {
        try {
            byte[] environment = Files.readAllBytes(proc.resolve(pid + "/environ"));
            return Bytes.holdsEntry(environment, mark.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return false;
        }
    }

    private @Nullable ProcessStat stat(int pid) {
        try {
            byte[] text = Files.readAllBytes(proc.resolve(pid + "/stat"));
            return ProcessStat.parse(new String(text, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return null;
        }
    }

    private List<Integer> pids() {
        List<Integer> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.charAt(0) >= '1' && name.charAt(0) <= '9') {
                    pids.add(Integer.valueOf(name));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalStateException("cannot list the processes in " + proc, e);
        }
        return pids;
    }
}
