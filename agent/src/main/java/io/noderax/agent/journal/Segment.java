package io.noderax.agent.journal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of log frames.
 *
 * @param start the offset of its first frame, which is also its name
 */
record Segment(Path file, long start) {
    private static final String PREFIX = "log-";
    private static final int DIGITS = 19;

    static Segment at(Path folder, long start) {
        String digits = String.valueOf(start);
        return new Segment(folder.resolve(PREFIX + "0".repeat(DIGITS - digits.length()) + digits), start);
    }

    /** The segments in the folder, oldest first; none when there is no such folder. */
    static List<Segment> list(Path folder) throws IOException {
        List<Segment> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (isName(name)) {
                    segments.add(new Segment(file, Long.parseLong(name.substring(PREFIX.length()))));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            return List.of();
        }
        segments.sort((a, b) -> Long.compare(a.start(), b.start()));
        return segments;
    }

    /** The first segment that starts above the offset; null when there is none. */
    static @Nullable Segment above(List<Segment> segments, long offset) {
        for (Segment segment : segments) {
            if (segment.start() > offset) {
                return segment;
            }
        }
        return null;
    }

    /** The last segment that starts at the offset or below; null when there is none. */
    static @Nullable Segment holding(List<Segment> segments, long offset) {
        Segment found = null;
        for (Segment segment : segments) {
            if (segment.start() <= offset) {
                found = segment;
            }
        }
        return found;
    }

    /** 0 when the other process has removed it meanwhile. */
    long size() throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static boolean isName(String name) {
        if (name.length() != PREFIX.length() + DIGITS || !name.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
