package io.noderax.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces a file as a whole: a crash at any moment leaves the old content or the new one. */
public final class DurableFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");

    private DurableFile() {}

    /** Writes the text; the file is readable by its owner only. */
    public static void replaceSecret(Path file, String text) throws IOException {
        replace(file, text, null);
    }

    /** Writes the text; owner, group and mode of a file that is already there stay, else only its owner can read it. */
    public static void replaceKeepingAccess(Path file, String text) throws IOException {
        PosixFileAttributes before = Files.exists(file) ? Files.readAttributes(file, PosixFileAttributes.class) : null;
        replace(file, text, before);
    }

    /** Makes the folder and those above it, where they are missing, for their owner only. */
    public static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
        }
    }

    /** Makes what was created, renamed or removed in the folder survive a loss of power. */
    public static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void replace(Path file, String text, @Nullable PosixFileAttributes access) throws IOException {
        Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.resolveSibling("").toAbsolutePath();
        makeFolder(folder);
        Path temporary = Files.createTempFile(
                folder, "." + target.getFileName() + ".", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            write(temporary, text);
            if (access != null) {
                copyAccess(temporary, access);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncFolder(folder);
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void copyAccess(Path file, PosixFileAttributes access) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes now = view.readAttributes();
        if (!now.owner().equals(access.owner())) {
            view.setOwner(access.owner());
        }
        if (!now.group().equals(access.group())) {
            view.setGroup(access.group());
        }
        view.setPermissions(access.permissions());
    }
}
