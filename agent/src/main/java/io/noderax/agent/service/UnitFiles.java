package io.noderax.agent.service;

import io.noderax.agent.files.DurableFile;
import io.noderax.agent.files.StepLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The agent's unit files on the disk. For a trial, those of the new version and those of before are written beside them first, under
 * hidden names, so that going on and going back are renames, which need no room.
 */
public final class UnitFiles {
    private static final String HIDDEN = ".noderax-agent";
    private static final String NEXT = ".next";
    private static final String BACK = ".back";
    private static final String UNFINISHED = ".new";

    private final Path folder;
    private final StepLog steps;

    public UnitFiles(Layout layout, StepLog steps) {
        this.folder = layout.units();
        this.steps = steps;
    }

    /** The names of those that are there, of this version and of others. */
    public List<String> names() throws IOException {
        return names(name -> Units.isOurs(name) && Files.isRegularFile(folder.resolve(name)));
    }

    /** Puts one in its place, old or new at any moment. */
    void write(String name, String text) throws IOException {
        if (!text.equals(read(name))) {
            Files.createDirectories(folder);
            write(name, folder.resolve(name), text);
            DurableFile.syncFolder(folder);
        }
    }

    /** Removes one, and what a trial knows of it. */
    public void remove(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        Files.deleteIfExists(hidden(name, BACK));
    }

    /** Writes down what {@link #goOn} and {@link #goBack} need. Nothing that is in its place is touched. */
    public void prepare(Map<String, String> next) throws IOException {
        clean();
        for (Map.Entry<String, String> unit : next.entrySet()) {
            String before = read(unit.getKey());
            if (!unit.getValue().equals(before)) {
                steps.begin("prepare unit " + unit.getKey());
                write(unit.getKey(), hidden(unit.getKey(), BACK), before);
                write(unit.getKey(), hidden(unit.getKey(), NEXT), unit.getValue());
            }
        }
        if (!next.isEmpty()) {
            DurableFile.syncFolder(folder);
        }
    }

    /** Puts those of the new version in their places; false when they are there. Needs no room. */
    public boolean goOn() throws IOException {
        List<String> next = prepared(NEXT);
        for (String name : next) {
            steps.begin("put unit " + name + " in its place");
            move(hidden(name, NEXT), folder.resolve(name));
        }
        return synced(!next.isEmpty());
    }

    /** Puts those of before in their places; false when they are there. What was {@link #added} stays. Needs no room. */
    public boolean goBack() throws IOException {
        boolean changed = false;
        for (String name : prepared(BACK)) {
            if (Files.size(hidden(name, BACK)) > 0) {
                steps.begin("bring unit " + name + " back");
                move(hidden(name, BACK), folder.resolve(name));
                changed = true;
            }
        }
        return synced(changed);
    }

    /** Those that are there because of a trial, and were not before. */
    public List<String> added() throws IOException {
        List<String> added = new ArrayList<>();
        for (String name : prepared(BACK)) {
            if (Files.size(hidden(name, BACK)) == 0 && Files.exists(folder.resolve(name))) {
                added.add(name);
            }
        }
        return added;
    }

    /** Removes what a trial, or a process that was killed, has left beside them. */
    public void clean() throws IOException {
        for (String left : List.of(NEXT, BACK, UNFINISHED)) {
            for (String name : prepared(left)) {
                Files.deleteIfExists(hidden(name, left));
            }
        }
    }

    private boolean synced(boolean changed) throws IOException {
        if (changed) {
            DurableFile.syncFolder(folder);
        }
        return changed;
    }

    private List<String> prepared(String kind) throws IOException {
        return names(name -> name.startsWith(HIDDEN) && name.endsWith(kind)).stream()
                .map(name -> name.substring(1, name.length() - kind.length()))
                .toList();
    }

    private List<String> names(Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> String.valueOf(file.getFileName()))
                    .filter(wanted)
                    .sorted()
                    .toList();
        }
    }

    /** Empty when it is not there. */
    private String read(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private Path hidden(String name, String kind) {
        return folder.resolve("." + name + kind);
    }

    /** Whole or not at all: half of a file could not be told from one that says that there was none. */
    private void write(String name, Path file, String text) throws IOException {
        Path unfinished = hidden(name, UNFINISHED);
        Files.deleteIfExists(unfinished);
        Files.writeString(unfinished, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.READ)) {
            channel.force(true);
        }
        move(unfinished, file);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
