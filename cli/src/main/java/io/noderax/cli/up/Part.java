package io.noderax.cli.up;

import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.PrivateFile;
import io.noderax.cli.terminal.ProcessStamp;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A long-running child of {@code up}: the server or the agent. It has a session of its own, so that Ctrl-C reaches only
 * {@code up}; its output goes to a log file; who it is stands in {@code run/NAME.json}, so that the next {@code up} finds it if
 * this one is killed.
 */
final class Part {
    private static final int SHOWN_LINES = 15;

    private final UpHome home;
    private final String name;
    private final Duration patience;
    private @Nullable Process process;

    /** @param patience how long it may take to end by itself when it is asked to */
    Part(UpHome home, String name, Duration patience) {
        this.home = home;
        this.name = name;
        this.patience = patience;
    }

    /** Ends what an earlier {@code up} left behind, if it is that very process; true when there was one. */
    boolean stopLeftover() {
        ProcessStamp left = written();
        if (left == null || !left.isAlive()) {
            return false;
        }
        ProcessHandle.of(left.pid()).ifPresent(process -> end(process, left));
        return true;
    }

    private @Nullable ProcessStamp written() {
        try {
            String text = PrivateFile.read(stampFile());
            return text == null
                    ? null
                    : Fields.read(Json.parseObject(text), Fields.Unknown.IGNORED, ProcessStamp::read);
        } catch (IOException | JsonException | InvalidFields | IllegalArgumentException e) {
            return null;
        }
    }

    /** @param environment changes to our own: a null takes a variable away */
    void start(List<String> command, Map<String, @Nullable String> environment) {
        List<String> alone = new ArrayList<>(List.of("setsid"));
        alone.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(alone)
                .redirectErrorStream(true)
                .redirectOutput(freshLog().toFile())
                .directory(home.path().toFile());
        change(builder, environment);
        try {
            Process started = builder.start();
            started.getOutputStream().close();
            process = started;
            remember(started.pid());
        } catch (IOException e) {
            throw new CommandFailure("the %s cannot be started (%s)".formatted(name, e.getMessage()));
        }
    }

    static void change(ProcessBuilder builder, Map<String, @Nullable String> environment) {
        environment.forEach((variable, value) -> {
            if (value == null) {
                builder.environment().remove(variable);
            } else {
                builder.environment().put(variable, value);
            }
        });
    }

    private void remember(long pid) throws IOException {
        ProcessStamp stamp = ProcessStamp.of(pid);
        if (stamp != null) {
            PrivateFile.write(stampFile(), stamp.toJson().toString());
        }
    }

    /** The log of the start before is kept beside. */
    private Path freshLog() {
        Path log = home.log(name + ".log");
        try {
            if (Files.exists(log)) {
                Files.move(log, home.log(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new CommandFailure("the log %s cannot be put aside (%s)".formatted(log, e));
        }
        return log;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The end of its log, for whoever wants to know why it has ended. */
    String lastWords() {
        Path log = home.log(name + ".log");
        try {
            List<String> lines = Files.readAllLines(log);
            int from = Math.max(0, lines.size() - SHOWN_LINES);
            return "The end of " + log + ":\n  " + String.join("\n  ", lines.subList(from, lines.size()));
        } catch (IOException e) {
            return "Its log " + log + " cannot be read (" + e + ").";
        }
    }

    /** Asks it to end, and ends it if that takes too long; harmless when it does not run. */
    void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        end(running.toHandle(), null);
        process = null;
        try {
            Files.deleteIfExists(stampFile());
        } catch (IOException e) {
            throw new CommandFailure("%s cannot be deleted (%s)".formatted(stampFile(), e));
        }
    }

    private void end(ProcessHandle running, @Nullable ProcessStamp stamp) {
        running.destroy();
        if (hasEnded(running, patience) || (stamp != null && !stamp.isAlive())) {
            return;
        }
        running.destroyForcibly();
        hasEnded(running, patience);
    }

    private static boolean hasEnded(ProcessHandle running, Duration longest) {
        try {
            running.onExit().get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private Path stampFile() {
        return home.run(name + ".json");
    }
}
