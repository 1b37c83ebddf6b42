package io.noderax.cli.up;

import io.noderax.cli.session.LocalServer;
import io.noderax.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Lets one {@code up} run with a home; the system gives the lock back, however the process ends. */
final class UpLock implements AutoCloseable {
    private final FileChannel channel;

    private UpLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws CommandFailure when another {@code up} runs with this home */
    static UpLock take(UpHome home) {
        Path file = home.run("up.lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new CommandFailure(alreadyRuns(home));
            }
            return new UpLock(channel);
        } catch (IOException e) {
            throw new CommandFailure("the lock %s cannot be taken (%s)".formatted(file, e));
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String alreadyRuns(UpHome home) {
        LocalServer running = LocalServer.running(home.path());
        return running == null
                ? "another `up` is just starting with the home %s; wait for it, or name another home by NODERAX_HOME"
                        .formatted(home.path())
                : "already up (pid %d): %s; stop it with Ctrl-C where it runs, or name another home by NODERAX_HOME"
                        .formatted(running.up().pid(), running.address());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new CommandFailure("the lock cannot be given back (" + e + ")");
        }
    }
}
