package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code /proc/PID/status} (proc(5)) says of a process's memory, in KiB. */
record ProcessMemory(long residentKib, long ownKib) {
    static ProcessMemory of(long pid) {
        return new ProcessMemory(read(pid, "VmRSS:"), read(pid, "RssAnon:"));
    }

    private static long read(long pid, String name) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
