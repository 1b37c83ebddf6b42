package io.noderax.agent.journal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of output records.
 *
 * @param firstRecord the number of its first record, which is also its name; records of an attempt count from 0
 */
record Segment(Path file, long firstRecord) {
    private static final String PREFIX = "output-";

    static Segment at(Path folder, long firstRecord) {
        String digits = String.valueOf(firstRecord);
        return new Segment(
                folder.resolve(PREFIX + "0".repeat(12 - Math.min(12, digits.length())) + digits), firstRecord);
    }

    /** The segments in the folder, oldest first. */
    static List<Segment> list(Path folder) throws IOException {
        List<Segment> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : files) {
                String digits = file.getFileName().toString().substring(PREFIX.length());
                segments.add(new Segment(file, Long.parseLong(digits)));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        segments.sort((a, b) -> Long.compare(a.firstRecord(), b.firstRecord()));
        return segments;
    }

    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
