package io.noderax.agent.packages;

import io.noderax.linux.ProcessTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks who keeps a task from changing packages: by the kernel's table of locks and the processes, not by what a tool says. */
final class LockLook {
    private final Path root;
    private final ProcessTable processes;

    LockLook(Path root, ProcessTable processes) {
        this.root = root;
        this.processes = processes;
    }

    /** The first that has one of the files and does not belong to the task; null when there is none. */
    @Nullable
    LockHolder other(List<LockFile> files, int taskPid) {
        for (LockFile file : files) {
            Path path = root.resolve(file.path());
            if (Files.exists(path)) {
                for (int pid : holders(file.kind(), path)) {
                    if (!processes.descends(pid, taskPid)) {
                        return new LockHolder(
                                pid, processes.commandLine(pid), processes.startedAt(pid), "/" + file.path());
                    }
                }
            }
        }
        return null;
    }

    private List<Integer> holders(LockFile.Kind kind, Path path) {
        return switch (kind) {
            case LOCKED -> locked(path);
            case PID -> named(path);
            case OPEN -> processes.holdersOf(path);
        };
    }

    /** {@code 1: POSIX ADVISORY WRITE PID MAJOR:MINOR:INODE START END}; what waits for a lock has an arrow before its kind. */
    private List<Integer> locked(Path path) {
        List<Integer> holders = new ArrayList<>();
        try {
            String inode = ":" + Files.getAttribute(path, "unix:ino");
            for (String line : Files.readAllLines(root.resolve("proc/locks"), StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(" +", -1);
                if (fields.length >= 6 && !fields[1].equals("->") && fields[5].endsWith(inode)) {
                    int pid = Integer.parseInt(fields[4]);
                    if (isLikely(pid, path)) {
                        holders.add(pid);
                    }
                }
            }
        } catch (IOException | UnsupportedOperationException | NumberFormatException e) {
            return List.of();
        }
        return holders;
    }

    /** Another file system may have a file of the same number: whose files can be seen has to have this one open. */
    private boolean isLikely(int pid, Path path) {
        return pid > 0 && (!Files.isReadable(root.resolve("proc/" + pid + "/fd")) || processes.hasOpen(pid, path));
    }

    private List<Integer> named(Path path) {
        try {
            String text = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
            int pid = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
            return pid > 0 && processes.identityOf(pid) != null ? List.of(pid) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
