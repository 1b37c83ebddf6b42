package io.noderax.agent.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the journal's folder: of attempts that run, and of those that the server has not acknowledged.
 *
 * @param quota how many bytes may lie there
 * @param oldest when the first of the attempts came; null when there is none
 * @param undeliverable results that the server will never take
 */
public record Backlog(
        int attempts, long bytes, long quota, @Nullable Instant oldest, int undeliverable) {
    /** Counts what is there now; also while an agent writes there. */
    public static Backlog read(Path folder, long quota) {
        List<Path> attempts = new ArrayList<>();
        int undeliverable = 0;
        for (Path entry : entries(folder)) {
            if (entry.endsWith(Journal.UNDELIVERABLE)) {
                undeliverable = entries(entry).size();
            } else if (Files.isDirectory(entry)) {
                attempts.add(entry);
            }
        }
        long bytes = 0;
        Instant oldest = null;
        for (Path attempt : attempts) {
            bytes += bytes(attempt);
            Instant made = made(attempt);
            oldest = oldest == null || (made != null && made.isBefore(oldest)) ? made : oldest;
        }
        return new Backlog(attempts.size(), bytes, quota, oldest, undeliverable);
    }

    private static long bytes(Path attempt) {
        long bytes = 0;
        for (Path file : entries(attempt)) {
            try {
                bytes += Files.size(file);
            } catch (IOException e) {
                // Acknowledged meanwhile.
            }
        }
        return bytes;
    }

    private static @Nullable Instant made(Path attempt) {
        try {
            return Files.readAttributes(attempt, BasicFileAttributes.class)
                    .creationTime()
                    .toInstant();
        } catch (IOException e) {
            return null;
        }
    }

    private static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(entries::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Not there, or gone meanwhile: what was seen counts.
        }
        return entries;
    }
}
