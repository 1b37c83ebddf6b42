package io.noderax.agent.packages;

import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.linux.Child;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ChildOutput;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.Spawner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a tool inside the agent for what it prints: bounded, and ended when nobody wants the answer any more. */
final class QueryRun {
    private static final int LONGEST_OUTPUT = 64 * 1024 * 1024;
    private static final int KEPT_ERROR = 4096;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Spawner spawner;
    private final Map<String, String> environment;

    QueryRun(Spawner spawner, Map<String, String> environment) {
        this.spawner = spawner;
        this.environment = environment;
    }

    /** What a tool printed, and how it ended; above 128 by a signal, as shells say it. */
    record Printed(int exitCode, List<String> lines, String error) {}

    /** @throws ReadOnlyWork.Failed when it cannot be started, prints without end, or is not wanted any more */
    Printed run(List<String> argv, StopSignal stop) throws ReadOnlyWork.Failed {
        try {
            return follow(argv, spawner.spawn(new ChildCommand(argv, environment, "/")), stop);
        } catch (SpawnFailed e) {
            throw new ReadOnlyWork.Failed("query-failed", argv.getFirst() + " cannot be run: " + e.getMessage());
        }
    }

    private static Printed follow(List<String> argv, Child child, StopSignal stop) throws ReadOnlyWork.Failed {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        boolean whole = false;
        try (ChildOutput pipes = child.output()) {
            whole = pump(pipes, output, error, stop);
        } finally {
            if (!whole) {
                kill(child);
            }
        }
        ChildExit exit = child.awaitExit();
        if (!whole) {
            throw new ReadOnlyWork.Failed(
                    "query-failed",
                    stop.isStopped()
                            ? argv.getFirst() + " was ended before it was done"
                            : argv.getFirst() + " printed more than " + LONGEST_OUTPUT + " bytes");
        }
        return new Printed(
                code(exit),
                output.toString(StandardCharsets.UTF_8).lines().toList(),
                error.toString(StandardCharsets.UTF_8).strip());
    }

    /** Whether it was read to the end. */
    private static boolean pump(
            ChildOutput pipes, ByteArrayOutputStream output, ByteArrayOutputStream error, StopSignal stop) {
        while (!stop.isStopped() && output.size() <= LONGEST_OUTPUT) {
            ChildOutput.Chunk chunk = pipes.read(LOOK);
            byte[] bytes = new byte[chunk.bytes().remaining()];
            chunk.bytes().get(bytes);
            switch (chunk.read()) {
                case OUTPUT -> output.writeBytes(bytes);
                case ERROR -> error.write(bytes, 0, Math.min(bytes.length, Math.max(0, KEPT_ERROR - error.size())));
                case QUIET -> {}
                case ENDED -> {
                    return true;
                }
            }
        }
        return false;
    }

    private static void kill(Child child) {
        ProcessHandle.of(child.identity().pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static int code(ChildExit exit) {
        return switch (exit) {
            case ChildExit.Exited(int code) -> code;
            case ChildExit.Signalled(int signal) -> 128 + signal;
            case ChildExit.Unknown _ -> -1;
        };
    }
}
