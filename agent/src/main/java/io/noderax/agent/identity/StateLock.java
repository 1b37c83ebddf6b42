package io.noderax.agent.identity;

import io.noderax.agent.files.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Held by the one agent that runs with a state file; the kernel lets go of it when that process ends. */
public final class StateLock implements AutoCloseable {
    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock beside the state file.
     *
     * @throws BrokenState when another agent holds it, or the folder cannot be written
     */
    public static StateLock take(Path stateFile) {
        Path file = stateFile.resolveSibling(stateFile.getFileName() + ".lock");
        try {
            DurableFile.makeFolder(stateFile.resolveSibling("").toAbsolutePath());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new BrokenState("another agent runs with the state file " + stateFile
                        + "; stop it first, or give this one a state_file of its own");
            }
            return new StateLock(channel);
        } catch (IOException e) {
            throw new BrokenState("cannot lock " + file + ": " + e, e);
        }
    }

    /** Whether an agent holds the lock; for another process than that agent. */
    public static boolean isHeld(Path stateFile) {
        Path file = stateFile.resolveSibling(stateFile.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return lock(channel) == null;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
