package io.noderax.server.boot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder of one server, mode 0700, held by a lock while the server runs, so that two never share it. */
public final class Home implements AutoCloseable {
    /** The home cannot be used; the message says why and what to do. */
    public static final class Unusable extends RuntimeException {
        Unusable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private final Path path;
    private final FileLock lock;

    private Home(Path path, FileLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws Unusable when the folder cannot be made or another server holds it */
    public static Home open(Path path) {
        try {
            create(path);
            return new Home(path, lock(path.resolve("server.lock")));
        } catch (IOException e) {
            throw new Unusable("NODERAX_HOME: the folder %s cannot be used (%s)".formatted(path, e), e);
        }
    }

    private static FileLock lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new Unusable(
                    "another server runs with the home %s; stop it, or name another folder in NODERAX_HOME"
                            .formatted(file.getParent()),
                    null);
        }
        return lock;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    public Path path() {
        return path;
    }

    /** A folder in the home, made (0700) when it is not there. */
    public Path folder(String name) {
        Path folder = path.resolve(name);
        try {
            create(folder);
        } catch (IOException e) {
            throw new Unusable("NODERAX_HOME: the folder %s cannot be made (%s)".formatted(folder, e), e);
        }
        return folder;
    }

    private static void create(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new Unusable("the lock of " + path + " cannot be given back", e);
        }
    }
}
