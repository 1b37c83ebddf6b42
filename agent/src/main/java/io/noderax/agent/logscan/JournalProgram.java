package io.noderax.agent.logscan;

import io.noderax.agent.loops.StopSignal;
import io.noderax.linux.Child;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ChildOutput;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.Spawner;
import io.noderax.linux.TerminationLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code journalctl}, as a child whose output is read as it comes. */
public final class JournalProgram {
    private static final Duration LOOK_FOR_STOP = Duration.ofMillis(200);
    private static final String MARK = "NODERAX_LOG_SCAN";
    private static final int KEPT_ERROR = 4096;

    private final String program;
    private final Map<String, String> environment;
    private final ProcessTable processes;

    /** @param program a path, or a name that is looked for in the PATH of this process */
    public JournalProgram(String program, Map<String, String> agentEnvironment, ProcessTable processes) {
        this.program = program;
        this.environment = Map.of(
                "PATH", agentEnvironment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                "LC_ALL", "C",
                "SYSTEMD_COLORS", "0");
        this.processes = processes;
    }

    /** Takes what the program prints. */
    @FunctionalInterface
    interface Bytes {
        /** False when it is enough: the program is ended then. */
        boolean take(byte[] bytes, int length);
    }

    /** How it ended; code 0 also when it was ended because it was enough. */
    record Ending(int code, String error) {}

    Ending run(List<String> arguments, Bytes output, StopSignal stop) throws SpawnFailed {
        List<String> argv = new ArrayList<>(List.of(program));
        argv.addAll(arguments);
        String value = Long.toString(System.nanoTime());
        ChildCommand command = new ChildCommand(argv, environment, "/").marked(MARK, value);
        Child child = new Spawner(processes).spawn(command);
        StringBuilder error = new StringBuilder();
        boolean enough;
        try (ChildOutput pipes = child.output()) {
            enough = read(pipes, output, error, stop);
        }
        if (enough) {
            new TerminationLoop(processes).end(new ProcessFamily(child.identity(), MARK + "=" + value), Duration.ZERO);
        }
        ChildExit exit = child.awaitExit();
        int code = exit instanceof ChildExit.Exited(int own) ? own : 1;
        return new Ending(enough ? 0 : code, error.toString().strip());
    }

    /** Whether it has to be ended. */
    private static boolean read(ChildOutput pipes, Bytes output, StringBuilder error, StopSignal stop) {
        byte[] bytes = new byte[ChildOutput.LARGEST_READ];
        while (!stop.isStopped()) {
            ChildOutput.Chunk chunk = pipes.read(LOOK_FOR_STOP);
            ByteBuffer buffer = chunk.bytes();
            int length = buffer.remaining();
            buffer.get(bytes, 0, length);
            switch (chunk.read()) {
                case ENDED -> {
                    return false;
                }
                case ERROR -> {
                    if (error.length() < KEPT_ERROR) {
                        error.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
                    }
                }
                case OUTPUT -> {
                    if (!output.take(bytes, length)) {
                        return true;
                    }
                }
                case QUIET -> {}
            }
        }
        return true;
    }
}
