package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command of this machine that has ended.
 *
 * @param code its exit code
 * @param out what it said
 * @param err what it complained of
 */
record HostCommand(int code, String out, String err) {
    /** Runs it to its end, whatever that is. */
    static HostCommand end(Duration longest, List<String> command) {
        try {
            Path out = Files.createTempFile("noderax-out-", "");
            Path err = Files.createTempFile("noderax-err-", "");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            HostCommand result =
                    new HostCommand(ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            if (!ended) {
                throw new AssertionError("does not end within " + longest + ": " + command + "\n" + result);
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Runs it to its good end. */
    static HostCommand run(Duration longest, String... command) {
        HostCommand ended = end(longest, List.of(command));
        if (ended.code() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " ended with " + ended.code() + ":\n" + ended.out() + ended.err());
        }
        return ended;
    }
}
