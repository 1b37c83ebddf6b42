package io.noderax.agent.updater;

import io.noderax.agent.files.DurableFile;
import io.noderax.agent.files.StepLog;
import io.noderax.agent.files.Trees;
import io.noderax.agent.service.Layout;
import io.noderax.agent.service.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The images of an installation and its links: {@code current} leads to the one that runs, {@code proven} to the one that has proven
 * itself, {@code previous} to the one before; while another version is on trial the first two differ. A folder and a link are there as a
 * whole or not at all. The links that a trial needs are made before it, so that neither going on nor going back needs room on the disk.
 */
final class Installation {
    private final Layout layout;
    private final Versions versions;
    private final StepLog steps;

    Installation(Layout layout, StepLog steps) {
        this.layout = layout;
        this.versions = new Versions(layout, steps);
        this.steps = steps;
    }

    Path root() {
        return layout.program();
    }

    /** The version that the link names; null when there is none. */
    @Nullable
    String current() throws IOException {
        return version(layout.current());
    }

    /** The version that has proven itself last; null when none was ever on trial. */
    @Nullable
    String proven() throws IOException {
        return version(layout.proven());
    }

    boolean has(String version) {
        return Files.isDirectory(folder(version), LinkOption.NOFOLLOW_LINKS);
    }

    Path folder(String version) {
        return layout.image(version);
    }

    /** An empty folder beside the versions, for what is not whole yet. */
    Path incoming() throws IOException {
        Path incoming = layout.image(Layout.INCOMING);
        steps.begin("empty the incoming folder");
        Trees.delete(incoming);
        Files.createDirectories(incoming);
        return incoming;
    }

    /** Puts a whole folder in the place of a version; what has stood there goes. */
    void install(Path image, String version) throws IOException {
        versions.remove(version);
        steps.begin("put the image in its place");
        Files.move(image, folder(version), StandardCopyOption.ATOMIC_MOVE);
        DurableFile.syncFolder(layout.versions());
    }

    /** Makes the links that a trial needs, where they are missing. */
    void prepareTrial(String next, String back) throws IOException {
        link(Layout.BACK, back);
        link(Layout.NEXT_PROVEN, next);
        link(Layout.NEXT, next);
        DurableFile.syncFolder(root());
    }

    /** The next version is the current one. Needs no room. */
    void goOn() throws IOException {
        rename(Layout.NEXT, layout.current());
    }

    /** The version of before is the current one again. Needs no room. */
    void goBack() throws IOException {
        if (isLink(Layout.BACK)) {
            rename(Layout.BACK, layout.current());
        }
    }

    /** Whether a trial has been ended by {@link #goBack}. */
    boolean wentBack() {
        return isLink(Layout.NEXT_PROVEN) && !isLink(Layout.BACK);
    }

    /** The next version has proven itself. Needs no room. */
    void keep() throws IOException {
        rename(Layout.NEXT_PROVEN, layout.proven());
    }

    /** After a version was kept: the one of before stays to be gone back to, others go. Needs no room. */
    void prune() throws IOException {
        if (isLink(Layout.BACK)) {
            rename(Layout.BACK, layout.previous());
        }
        versions.prune();
    }

    /** What runs now is what to return to. */
    void setProven(String version) throws IOException {
        if (!version.equals(proven())) {
            Files.deleteIfExists(root().resolve(Layout.NEXT_PROVEN));
            link(Layout.NEXT_PROVEN, version);
            rename(Layout.NEXT_PROVEN, layout.proven());
        }
    }

    void remove(String version) throws IOException {
        versions.remove(version);
    }

    /** Removes what a broken-off update has left beside whole versions. */
    void clean() throws IOException {
        steps.begin("clean up");
        versions.clean();
    }

    private void link(String name, String version) throws IOException {
        Path link = root().resolve(name);
        Path target = Path.of(Layout.VERSIONS, version);
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
            return;
        }
        steps.begin("make the link " + name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    private void rename(String link, Path over) throws IOException {
        steps.begin("rename " + link + " to " + over.getFileName());
        Files.move(root().resolve(link), over, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFile.syncFolder(root());
    }

    private boolean isLink(String name) {
        return Files.isSymbolicLink(root().resolve(name));
    }

    private static @Nullable String version(Path link) throws IOException {
        try {
            return String.valueOf(Files.readSymbolicLink(link).getFileName());
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
