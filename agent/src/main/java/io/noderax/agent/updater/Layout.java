package io.noderax.agent.updater;

import io.noderax.agent.files.DurableFile;
import io.noderax.agent.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders of an installation: {@code versions/V} holds an image, {@code current} is a link to the one that runs, {@code proven} to the
 * one that has proven itself; while another version is on trial the two differ. A folder and a link are there as a whole or not at
 * all. The links that a trial needs are made before it, so that neither going on nor going back needs room on the disk.
 */
final class Layout {
    private static final String VERSIONS = "versions";
    private static final String CURRENT = "current";
    private static final String PROVEN = "proven";
    private static final String NEXT = ".next";
    private static final String BACK = ".back";
    private static final String NEXT_PROVEN = ".next-proven";
    private static final String INCOMING = ".incoming";
    private static final String REMOVED = ".removed-";

    private final Path root;
    private final StepLog steps;

    /** @param root usually {@code /opt/noderax-agent} */
    Layout(Path root, StepLog steps) {
        this.root = root;
        this.steps = steps;
    }

    Path root() {
        return root;
    }

    /** The version that the link names; null when there is none. */
    @Nullable
    String current() throws IOException {
        return version(CURRENT);
    }

    /** The version that has proven itself last; null when none was ever on trial. */
    @Nullable
    String proven() throws IOException {
        return version(PROVEN);
    }

    boolean has(String version) {
        return Files.isDirectory(folder(version), LinkOption.NOFOLLOW_LINKS);
    }

    Path folder(String version) {
        return root.resolve(VERSIONS).resolve(version);
    }

    /** An empty folder beside the versions, for what is not whole yet. */
    Path incoming() throws IOException {
        Path incoming = root.resolve(VERSIONS).resolve(INCOMING);
        steps.begin("empty the incoming folder");
        Trees.delete(incoming);
        Files.createDirectories(incoming);
        return incoming;
    }

    /** Puts a whole folder in the place of a version; what has stood there goes. */
    void install(Path image, String version) throws IOException {
        remove(version);
        steps.begin("put the image in its place");
        Files.move(image, folder(version), StandardCopyOption.ATOMIC_MOVE);
        DurableFile.syncFolder(root.resolve(VERSIONS));
    }

    /** Makes the links that a trial needs, where they are missing. */
    void prepareTrial(String next, String back) throws IOException {
        link(BACK, back);
        link(NEXT_PROVEN, next);
        link(NEXT, next);
        DurableFile.syncFolder(root);
    }

    /** The next version is the current one. Needs no room. */
    void goOn() throws IOException {
        rename(NEXT, CURRENT);
    }

    /** The version of before is the current one again. Needs no room. */
    void goBack() throws IOException {
        if (Files.isSymbolicLink(root.resolve(BACK))) {
            rename(BACK, CURRENT);
        }
    }

    /** Whether a trial has been ended by {@link #goBack}. */
    boolean wentBack() {
        return Files.isSymbolicLink(root.resolve(NEXT_PROVEN)) && !Files.isSymbolicLink(root.resolve(BACK));
    }

    /** The next version has proven itself. Needs no room. */
    void keep() throws IOException {
        rename(NEXT_PROVEN, PROVEN);
    }

    /** What runs now is what to return to. */
    void setProven(String version) throws IOException {
        if (!version.equals(proven())) {
            Files.deleteIfExists(root.resolve(NEXT_PROVEN));
            link(NEXT_PROVEN, version);
            rename(NEXT_PROVEN, PROVEN);
        }
    }

    /** Removes all versions but these, and those of which a process still runs: a holder may have old tasks. */
    void prune(Set<String> kept) throws IOException {
        for (String version : versions()) {
            if (!kept.contains(version) && !isRunning(folder(version))) {
                remove(version);
            }
        }
    }

    private static boolean isRunning(Path folder) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info()
                        .command()
                        .filter(program -> program.startsWith(folder + "/"))
                        .isPresent());
    }

    /** Never half of it: it has another name before its first file goes. */
    void remove(String version) throws IOException {
        if (has(version)) {
            steps.begin("remove version " + version);
            Path away = root.resolve(VERSIONS).resolve(REMOVED + version);
            Trees.delete(away);
            Files.move(folder(version), away, StandardCopyOption.ATOMIC_MOVE);
            steps.begin("delete what was removed");
            Trees.delete(away);
        }
    }

    /** Removes what a broken-off update has left beside whole versions. */
    void clean() throws IOException {
        steps.begin("clean up");
        for (String link : List.of(NEXT, NEXT_PROVEN, BACK)) {
            Files.deleteIfExists(root.resolve(link));
        }
        try (Stream<Path> entries = Files.list(root.resolve(VERSIONS))) {
            for (Path entry : entries.toList()) {
                String name = String.valueOf(entry.getFileName());
                if (name.equals(INCOMING) || name.startsWith(REMOVED)) {
                    Trees.delete(entry);
                }
            }
        }
    }

    private List<String> versions() throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve(VERSIONS))) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    private void link(String name, String version) throws IOException {
        Path link = root.resolve(name);
        Path target = Path.of(VERSIONS, version);
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
            return;
        }
        steps.begin("make the link " + name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    private void rename(String link, String over) throws IOException {
        steps.begin("rename " + link + " to " + over);
        Files.move(
                root.resolve(link),
                root.resolve(over),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        DurableFile.syncFolder(root);
    }

    private @Nullable String version(String link) throws IOException {
        try {
            return String.valueOf(Files.readSymbolicLink(root.resolve(link)).getFileName());
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
