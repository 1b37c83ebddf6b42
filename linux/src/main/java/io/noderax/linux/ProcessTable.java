package io.noderax.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The processes of this machine as {@code /proc} shows them. Safe for any number of threads. */
public final class ProcessTable {
    private static final String BOOT_TIME = "btime ";

    /** USER_HZ, on all architectures that this runs on. */
    private static final long TICKS_A_SECOND = 100;

    private static final int DEEPEST = 64;

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

    /**
     * Program and arguments with blanks between, as anybody on this machine can see them; of one that shows none its short name; empty
     * when there is no such process.
     */
    public String commandLine(int pid) {
        String line = text(pid, "cmdline").replace('\0', ' ').strip();
        return line.isEmpty() ? text(pid, "comm").strip() : line;
    }

    /** When it was started; null when there is no such process. */
    public @Nullable Instant startedAt(int pid) {
        ProcessStat stat = stat(pid);
        try {
            for (String line : Files.readAllLines(proc.resolve("stat"))) {
                if (stat != null && line.startsWith(BOOT_TIME)) {
                    long boot =
                            Long.parseLong(line.substring(BOOT_TIME.length()).strip());
                    return Instant.ofEpochSecond(boot + stat.startTicks() / TICKS_A_SECOND);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // As if it were not there.
        }
        return null;
    }

    /** Whether it is that process, one of its session, or a descendant, as far as their parents live. */
    public boolean descends(int pid, int ancestor) {
        int at = pid;
        for (int steps = 0; steps < DEEPEST && at > 1; steps++) {
            ProcessStat stat = stat(at);
            if (at == ancestor || (stat != null && stat.session() == ancestor)) {
                return true;
            }
            at = stat == null ? 0 : stat.parent();
        }
        return false;
    }

    /** The processes that have the file open, as far as this process may see that; a look at every descriptor of the machine. */
    public List<Integer> holdersOf(Path file) {
        List<Integer> holders = new ArrayList<>();
        for (int pid : pids()) {
            if (hasOpen(pid, file)) {
                holders.add(pid);
            }
        }
        return holders;
    }

    /** Whether the process has the file open; false also when that cannot be seen. */
    public boolean hasOpen(int pid, Path file) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
        return false;
    }

    private String text(int pid, String file) {
        try {
            return new String(Files.readAllBytes(proc.resolve(pid + "/" + file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
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
        long oldest = birthOfLeader(family);
        long number = LimitMark.of(family.mark());
        ControlGroup control = family.control();
        Set<Integer> controlled = control == null ? Set.of() : new HashSet<>(control.processes());
        Map<Integer, ProcessStat> members = new LinkedHashMap<>();
        List<ProcessStat> others = new ArrayList<>();
        for (int pid : pids()) {
            ProcessStat stat = pid == self ? null : stat(pid);
            if (stat != null && stat.isAlive()) {
                boolean inGroup = !ledBySomebodyElse && family.holds(stat);
                if (inGroup || controlled.contains(pid)) {
                    members.put(pid, stat);
                } else if (stat.startTicks() >= oldest) {
                    if (isMarked(pid, family.mark()) || (oldest > 0 && bearsLimit(pid, number))) {
                        members.put(pid, stat);
                    } else {
                        others.add(stat);
                    }
                }
            }
        }
        addDescendants(members, others);
        return List.copyOf(members.values());
    }

    /**
     * Nobody older descends from the leader: most of a machine need not be looked at, and must not be the process that starts the
     * leader, which bears its mark for that moment. 0 when the leader is not known.
     */
    private long birthOfLeader(ProcessFamily family) {
        ProcessIdentity leader = family.leader();
        return leader != null && leader.bootId().equals(bootId()) ? leader.startTicks() : 0;
    }

    /** A child of a member belongs to the family too, whatever it has done to its session and its environment. */
    private static void addDescendants(Map<Integer, ProcessStat> members, List<ProcessStat> others) {
        boolean found = !members.isEmpty();
        while (found) {
            found = others.removeIf(other -> {
                boolean descends = members.containsKey(other.parent());
                if (descends) {
                    members.put(other.pid(), other);
                }
                return descends;
            });
        }
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

    private boolean bearsLimit(int pid, long number) {
        return LimitMark.stands(text(pid, "limits"), number);
    }

    private @Nullable ProcessStat stat(int pid) {
        try {
            byte[] text = Files.readAllBytes(proc.resolve(pid + "/stat"));
            return ProcessStat.parse(new String(text, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return null;
        }
    }

    /** The youngest first, mostly: whoever lives for some milliseconds only is looked at while it does. */
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
        return pids.reversed();
    }
}
