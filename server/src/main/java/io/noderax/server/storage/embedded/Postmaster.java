package io.noderax.server.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The main process of a running PostgreSQL, known by pid and start time, so that a reused pid is never taken for it. */
record Postmaster(long pid, long startTicks) {
    private static final int STARTTIME_FIELD = 22;

    /** The postmaster that {@code postmaster.pid} in the data folder names, if it lives and serves that folder. */
    static Optional<Postmaster> of(Path data) {
        Long pid = pid(data.resolve("postmaster.pid"));
        if (pid == null || !serves(pid, data)) {
            return Optional.empty();
        }
        return startTicks(pid).map(ticks -> new Postmaster(pid, ticks));
    }

    boolean isAlive() {
        return startTicks(pid).filter(ticks -> ticks == startTicks).isPresent();
    }

    private static @Nullable Long pid(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? null : Long.valueOf(lines.getFirst().strip());
        } catch (IOException | NumberFormatException _) {
            return null;
        }
    }

    private static boolean serves(long pid, Path data) {
        try {
            String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
            List<String> words = List.of(command.split("\0"));
            return words.getFirst().endsWith("/postgres") && words.contains(data.toString());
        } catch (IOException _) {
            return false;
        }
    }

    /** Field 22 of {@code /proc/PID/stat}; the second field, in brackets, may hold blanks and brackets itself. */
    private static Optional<Long> startTicks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            boolean zombie = fields.getFirst().equals("Z");
            return zombie ? Optional.empty() : Optional.of(Long.valueOf(fields.get(STARTTIME_FIELD - 3)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
