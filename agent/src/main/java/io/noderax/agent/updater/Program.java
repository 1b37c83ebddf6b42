package io.noderax.agent.updater;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program that ends soon. */
final class Program {
    private static final int MOST_OUTPUT = 4096;

    private Program() {}

    /** What it has said, both streams as one. */
    record Ended(int code, String output) {}

    /**
     * Runs it, with an environment of its own.
     *
     * @throws UpdateFailed when it cannot be started, or does not end in time
     */
    static Ended run(List<String> command, Duration within) throws UpdateFailed {
        return run(command, within, MOST_OUTPUT);
    }

    /** Of more than that output the rest is left out. It has to fit into a pipe. */
    static Ended run(List<String> command, Duration within, int mostOutput) throws UpdateFailed {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH", "LANG", "TMPDIR"));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new UpdateFailed(command.getFirst() + " did not end within " + within.toSeconds() + " s");
            }
            try (InputStream out = process.getInputStream()) {
                return new Ended(
                        process.exitValue(), new String(out.readNBytes(mostOutput), StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            throw new UpdateFailed(command.getFirst() + " cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpdateFailed("interrupted");
        }
    }
}
