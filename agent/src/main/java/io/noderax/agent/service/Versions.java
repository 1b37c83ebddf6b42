package io.noderax.agent.service;

import io.noderax.agent.files.DurableFile;
import io.noderax.agent.files.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The images of an installation. One that is in place is never changed: the runtime's cache of classes belongs to exactly its jars, and a
 * process may run from it. What is run is decided by one link.
 */
final class Versions {
    private static final String UNFINISHED = ".unfinished";

    private final Layout layout;

    Versions(Layout layout) {
        this.layout = layout;
    }

    /** Copies the image unless it is there; gives its folder. */
    Path place(Image image, String version) throws IOException {
        Path home = layout.versions();
        if (home.equals(image.folder().getParent())) {
            return image.folder();
        }
        Files.createDirectories(home);
        Path wanted = home.resolve(version);
        if (Files.exists(wanted) && !isSame(image, wanted)) {
            wanted = home.resolve(version + "-" + image.fingerprint());
        }
        if (!Files.exists(wanted)) {
            Path copy = home.resolve(UNFINISHED);
            Trees.delete(copy);
            copy(image.folder(), copy);
            Files.move(copy, wanted, StandardCopyOption.ATOMIC_MOVE);
            DurableFile.syncFolder(home);
        }
        return wanted;
    }

    /** The folder that is run now; null when none is. */
    @Nullable
    Path running() {
        try {
            return Files.isSymbolicLink(layout.current()) ? layout.current().toRealPath() : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** From now on that one is run. A crash leaves the old link or the new one. */
    void run(Path folder) throws IOException {
        link(layout.current(), layout.program().relativize(folder));
        if (Files.isRegularFile(layout.launcher(), LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(layout.launcher()); // the program of another make that was installed here before
        }
        link(layout.launcher(), Path.of("current/noderax-agent"));
        Files.createDirectories(layout.command().resolveSibling(""));
        link(layout.command(), Path.of("/").resolve(layout.root().relativize(layout.launcher())));
    }

    /** Takes away the others, unless a process runs from them or they are not finished. */
    void keepOnly(List<Path> folders) throws IOException {
        try (Stream<Path> all = Files.list(layout.versions())) {
            for (Path folder : all.toList()) {
                boolean begun = folder.getFileName().toString().startsWith(".");
                if (!begun && !folders.contains(folder) && !isInUse(folder)) {
                    Trees.delete(folder);
                }
            }
        }
    }

    private static boolean isInUse(Path folder) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().command().orElse("").startsWith(folder + "/"));
    }

    private static boolean isSame(Image image, Path folder) throws IOException {
        return Image.isImage(folder) && new Image(folder).fingerprint().equals(image.fingerprint());
    }

    private static void link(Path link, Path target) throws IOException {
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
            return;
        }
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
            throw new SetupFailed(link + " is there already and is no link; move it away");
        }
        Path fresh = link.resolveSibling("." + link.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        DurableFile.syncFolder(link.resolveSibling("").toAbsolutePath());
    }

    /** On the disk when it returns; of root, and for nobody else to write. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path source : (Iterable<Path>) all::iterator) {
                copyOne(source, to.resolve(from.relativize(source)));
            }
        }
    }

    private static void copyOne(Path source, Path target) throws IOException {
        if (Files.isSymbolicLink(source)) {
            Files.createSymbolicLink(target, Files.readSymbolicLink(source));
            return;
        }
        if (Files.isDirectory(source)) {
            Files.createDirectory(target);
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            return;
        }
        Files.copy(source, target);
        String mode = Files.isExecutable(source) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
