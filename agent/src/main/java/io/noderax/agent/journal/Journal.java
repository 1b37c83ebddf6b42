package io.noderax.agent.journal;

import io.noderax.agent.files.DurableFile;
import io.noderax.agent.log.EventLog;
import io.noderax.linux.DiskRoom;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every attempt that the server has not acknowledged, one folder each, named after the task. Safe for any number of threads.
 *
 * <p>{@code undeliverable/} keeps results that the server will never take, with the reason, for a person to look at.
 */
public final class Journal {
    static final String UNDELIVERABLE = "undeliverable";

    private static final long BYTES_FOR_WORK = 1024 * 1024;
    private static final long FILES_FOR_WORK = 16;

    private final Path folder;
    private final long quota;
    private final EventLog log;
    private final Clock clock;
    private final Map<TaskId, AttemptJournal> attempts = new ConcurrentHashMap<>();

    private Journal(Path folder, long quotaBytes, EventLog log, Clock clock) {
        this.folder = folder;
        this.quota = quotaBytes;
        this.log = log;
        this.clock = clock;
    }

    /** Opens the journal and reads what an earlier run left; folders of which nothing can be told are removed. */
    public static Journal open(Path folder, long quotaBytes, EventLog log, Clock clock) {
        Journal journal = new Journal(folder, quotaBytes, log, clock);
        try {
            DurableFile.makeFolder(folder);
            journal.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the journal in " + folder, e);
        }
        return journal;
    }

    /** What an earlier run left, or what runs now. */
    public List<AttemptJournal> attempts() {
        return List.copyOf(attempts.values());
    }

    /** Whether the disk can take what another task needs at least. One call to the kernel. */
    public boolean hasRoomForWork() {
        DiskRoom room = DiskRoom.at(folder);
        Long inodes = room == null ? null : room.inodes();
        return room == null || (room.bytes() >= BYTES_FOR_WORK && (inodes == null || inodes >= FILES_FOR_WORK));
    }

    /** The attempt of that task; null when the journal holds none. */
    public @Nullable AttemptJournal find(TaskId task) {
        return attempts.get(task);
    }

    public int size() {
        return attempts.size();
    }

    /** What lies on the disk at present; walks the folder. */
    public Backlog backlog() {
        return Backlog.read(folder, quota);
    }

    /** Writes down that the server gave the task to this node. What is known of an attempt that never started is dropped. */
    public AttemptJournal claim(TaskId task, AttemptId attempt, String type) throws IOException {
        AttemptJournal before = attempts.get(task);
        if (before != null) {
            forget(before);
        }
        Path place = folder.resolve(task.toString());
        DurableFile.makeFolder(place);
        AttemptJournal journal =
                AttemptJournal.create(place, task, attempt, type, AttemptLog.open(place, quota), clock.instant());
        attempts.put(task, journal);
        return journal;
    }

    /** Removes the attempt: the server has everything, or nothing of it ever ran. */
    public void forget(AttemptJournal attempt) {
        try {
            attempt.delete();
        } catch (IOException e) {
            log.warn("journal of a finished task could not be removed", "taskId", attempt.task(), "error", e);
        }
        attempts.remove(attempt.task(), attempt);
    }

    /** Keeps the result apart, with the reason why the server will never take it. */
    public void bury(AttemptJournal attempt, String reason) {
        Path place = folder.resolve(UNDELIVERABLE);
        try {
            DurableFile.makeFolder(place);
            Files.write(
                    place.resolve(attempt.task() + ".json"),
                    (attempt.completion() + "\n" + reason + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.warn("undeliverable result could not be kept", "taskId", attempt.task(), "error", e);
        }
        forget(attempt);
    }

    /** Closes all files; what is in them stays. */
    public void close() {
        attempts.values().forEach(AttemptJournal::close);
        attempts.clear();
    }

    private void readAll() throws IOException {
        for (Path place : folders()) {
            AttemptJournal attempt = read(place);
            if (attempt != null) {
                attempts.put(attempt.task(), attempt);
            }
        }
    }

    private @Nullable AttemptJournal read(Path place) throws IOException {
        AttemptLog output = AttemptLog.open(place, quota);
        AttemptJournal attempt = null;
        String reason = "no whole record";
        try {
            attempt = AttemptJournal.reopen(place, output);
        } catch (IllegalArgumentException e) {
            reason = String.valueOf(e.getMessage());
        }
        if (attempt == null) {
            output.close();
            Path aside = folder.resolve(UNDELIVERABLE);
            DurableFile.makeFolder(aside);
            log.warn("journal folder cannot be understood, put aside", "folder", place, "error", reason);
            Files.move(place, aside.resolve(place.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        return attempt;
    }

    private List<Path> folders() throws IOException {
        List<Path> places = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry) && !entry.endsWith(UNDELIVERABLE)) {
                    places.add(entry);
                }
            }
        }
        return places;
    }
}
