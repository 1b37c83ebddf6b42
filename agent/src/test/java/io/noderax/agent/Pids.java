package io.noderax.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether processes are there. */
final class Pids {
    private Pids() {}

    /** A zombie has ended: it only waits to be noticed. */
    static boolean isRunning(String pid) throws IOException {
        Path stat = Path.of("/proc", pid.strip(), "stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }
}
