package io.noderax.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the texts of a control group's files. */
final class GroupFiles {
    private GroupFiles() {}

    /** A line {@code NAME VALUE}; null when there is none. */
    static @Nullable Long value(@Nullable String text, String name) {
        if (text != null) {
            for (String line : text.split("\n", -1)) {
                if (line.startsWith(name + " ")) {
                    return number(line.substring(name.length()));
                }
            }
        }
        return null;
    }

    /** The number that a file consists of; null when it is another text, {@code max} for one. */
    static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static List<Integer> pids(@Nullable String text) {
        List<Integer> pids = new ArrayList<>();
        if (text != null) {
            text.lines().filter(line -> !line.isBlank()).forEach(line -> pids.add(Integer.valueOf(line.strip())));
        }
        return pids;
    }
}
