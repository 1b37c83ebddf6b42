package io.noderax.agent.service;

import io.noderax.agent.files.DurableFile;
import io.noderax.agent.files.StepLog;
import io.noderax.agent.files.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The images of an installation. One that is in place is never changed: the runtime's cache of classes belongs to exactly its jars, and a
 * process may run from it. What is run is decided by one link; an image stays as long as a link leads to it or a process runs from it.
 */
public final class Versions {
    private static final String UNFINISHED = ".unfinished";
    private static final String REMOVED = ".removed-";

    private final Layout layout;
    private final StepLog steps;

    public Versions(Layout layout, StepLog steps) {
        this.layout = layout;
        this.steps = steps;
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
            copyWhole(image.folder(), wanted);
        }
        return wanted;
    }

    /** There as a whole, or not at all; a full disk is not left full. */
    private void copyWhole(Path image, Path wanted) throws IOException {
        Path copy = layout.image(UNFINISHED);
        Trees.delete(copy);
        try {
            copy(image, copy);
            Files.move(copy, wanted, StandardCopyOption.ATOMIC_MOVE);
            DurableFile.syncFolder(layout.versions());
        } catch (IOException e) {
            Trees.delete(copy);
            throw e;
        }
    }

    /** The folder that is run now; null when none is. */
    @Nullable
    Path running() {
        return leadsTo(layout.current());
    }

    private static @Nullable Path leadsTo(Path link) {
        try {
            return Files.isSymbolicLink(link) ? link.toRealPath() : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * From now on that one is run, and has proven itself by an operator's word; what had proven itself before is what to go back to.
     * A crash leaves the old link or the new one.
     */
    void run(Path folder) throws IOException {
        Path proven = leadsTo(layout.proven());
        Path before = proven == null ? running() : proven;
        if (before != null && !before.equals(folder.toRealPath())) {
            link(layout.previous(), target(before));
        }
        link(layout.current(), target(folder));
        link(layout.proven(), target(folder));
        if (Files.isRegularFile(layout.launcher(), LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(layout.launcher()); // the program of another make that was installed here before
        }
        link(layout.launcher(), Path.of("current/noderax-agent"));
        Files.createDirectories(layout.command().resolveSibling(""));
        link(layout.command(), Path.of("/").resolve(layout.root().relativize(layout.launcher())));
    }

    /** Removes those to which no link leads and from which no process runs: a holder may have old tasks. */
    public void prune() throws IOException {
        Set<String> linked = linked();
        for (String version : names()) {
            if (!linked.contains(version) && !isInUse(layout.image(version))) {
                remove(version);
            }
        }
    }

    /** Never half of it: it has another name before its first file goes. */
    public void remove(String version) throws IOException {
        Path folder = layout.image(version);
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            steps.begin("remove version " + version);
            Path away = layout.image(REMOVED + version);
            Trees.delete(away);
            Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
            steps.begin("delete what was removed");
            Trees.delete(away);
        }
    }

    /** Deletes what an update, or a removal, that was broken off has left beside whole images. */
    public void clean() throws IOException {
        for (String link : List.of(Layout.NEXT, Layout.NEXT_PROVEN, Layout.BACK)) {
            Files.deleteIfExists(layout.program().resolve(link));
        }
        for (String name : entries()) {
            if (name.equals(Layout.INCOMING) || name.startsWith(REMOVED)) {
                Trees.delete(layout.image(name));
            }
        }
    }

    /** Whole images; what begins with a dot is none. */
    private List<String> names() throws IOException {
        return entries().stream()
                .filter(name ->
                        !name.startsWith(".") && Files.isDirectory(layout.image(name), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(layout.versions())) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }

    /** Every link counts, also those of an update that is not over. */
    private Set<String> linked() throws IOException {
        Set<String> linked = new HashSet<>();
        try (Stream<Path> entries = Files.list(layout.program())) {
            for (Path link : entries.filter(Files::isSymbolicLink).toList()) {
                Path target = Files.readSymbolicLink(link);
                if (target.startsWith(Layout.VERSIONS)) {
                    linked.add(String.valueOf(target.getFileName()));
                }
            }
        }
        return linked;
    }

    private static boolean isInUse(Path folder) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().command().orElse("").startsWith(folder + "/"));
    }

    private static Path target(Path folder) {
        return Path.of(Layout.VERSIONS, String.valueOf(folder.getFileName()));
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
