package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program of ours as a process, its output in files. */
final class Command {
    private final Process process;
    private final Path out;
    private final Path err;

    private Command(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Command start(Path folder, List<String> command, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile(folder, "out-", "");
            Path err = Files.createTempFile(folder, "err-", "");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .directory(folder.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new Command(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks until it has ended; gives the exit code. */
    int await() {
        return await(Duration.ofMinutes(2));
    }

    int await(Duration longest) {
        try {
            if (!process.waitFor(longest)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + out() + err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    /** Sends the signal, for instance {@code INT}. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void awaitOutput(String text) {
        awaitOutput(text, Duration.ofSeconds(40));
    }

    void awaitOutput(String text, Duration longest) {
        new WaitLoop("the output has \"" + text + "\"", longest).until(() -> {
            if (!process.isAlive() && !(out() + err()).contains(text)) {
                throw new AssertionError("ended without \"" + text + "\":\n" + out() + err());
            }
            return (out() + err()).contains(text);
        });
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
