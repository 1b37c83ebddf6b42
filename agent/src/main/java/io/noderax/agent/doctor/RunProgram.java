package io.noderax.agent.doctor;

import io.noderax.linux.Child;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ChildOutput;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.Spawner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a program for what it prints, for some seconds and some megabytes at most. */
final class RunProgram {
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH",
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL",
            "C",
            "SYSTEMD_COLORS",
            "0");

    private RunProgram() {}

    /** Both streams. */
    static String output(List<String> argv) throws IOException {
        try {
            Child child =
                    new Spawner(new ProcessTable(Path.of("/proc"))).spawn(new ChildCommand(argv, ENVIRONMENT, "/"));
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            long deadline = System.nanoTime() + LONGEST.toNanos();
            try (ChildOutput output = child.output()) {
                ChildOutput.Chunk chunk = output.read(LONGEST);
                while (chunk.bytes().hasRemaining()
                        && printed.size() < MOST_BYTES
                        && deadline - System.nanoTime() > 0) {
                    byte[] bytes = new byte[chunk.bytes().remaining()];
                    chunk.bytes().get(bytes);
                    printed.writeBytes(bytes);
                    chunk = output.read(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                }
                if (chunk.read() != ChildOutput.Read.ENDED && child.exit() == null) {
                    ProcessHandle.of(child.identity().pid()).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
            child.awaitExit();
            return printed.toString(StandardCharsets.UTF_8);
        } catch (SpawnFailed e) {
            throw new IOException(argv.getFirst() + " cannot be run: " + e.getMessage(), e);
        }
    }
}
