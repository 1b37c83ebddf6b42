package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real root broker for the agent of one user, with programs of the test's own before the system's. */
final class BrokerProcess implements AutoCloseable {
    /**
     * Root's own login files are empty for it: they take as long as they like before a shell reads its first key, and a shell that is
     * killed in the middle of them may leave a lock that each later one waits for.
     */
    private static final List<String> WITHOUT_LOGIN_FILES = List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "for file in .bash_profile .bash_login .profile .bashrc; do"
                    + " test ! -e ~root/$file || mount --bind /dev/null ~root/$file || exit; done; exec \"$@\"",
            "sh");

    private final Path folder;
    private final String user;
    private Process process;

    BrokerProcess(Path folder, String user) {
        this.folder = folder;
        this.user = user;
        start();
    }

    Path socket() {
        return folder.resolve("root.sock");
    }

    /** Blocks until it listens. */
    void start() {
        List<String> command = new ArrayList<>(WITHOUT_LOGIN_FILES);
        command.addAll(Built.agent(
                "root-broker",
                "--user",
                user,
                "--socket",
                socket().toString(),
                "--folder",
                folder.resolve("own").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()));
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (usual, ours) -> ours + usual);
        try {
            Files.deleteIfExists(socket());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WaitLoop.until("the broker listens", () -> Files.exists(socket()) || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("the broker has ended: " + log());
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; gives the exit code. */
    int stop() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the broker does not stop: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    String audit() {
        return text(folder.resolve("own/audit.jsonl"));
    }

    String log() {
        return text(folder.resolve("broker.log"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
