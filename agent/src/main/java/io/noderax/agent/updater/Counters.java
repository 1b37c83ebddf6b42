package io.noderax.agent.updater;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A release's counter as it stands in a file. */
final class Counters {
    /** Its file in an image. */
    static final String FILE = "release-counter";

    private static final int MOST_DIGITS = 16;

    private Counters() {}

    /** 0 when there is no such file, or no number in it. */
    static long read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return 0;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        return text.matches("[0-9]{1," + MOST_DIGITS + "}") ? Long.parseLong(text) : 0;
    }
}
