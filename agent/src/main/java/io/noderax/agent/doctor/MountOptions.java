package io.noderax.agent.doctor;

import java.nio.file.Path;
import java.util.List;

/** Finds out with which options the file system of a path is mounted. */
final class MountOptions {
    private static final int POINT = 4;
    private static final int OPTIONS = 5;

    private MountOptions() {}

    /**
     * None when no mount is known.
     *
     * @param mounts {@code /proc/self/mountinfo}
     */
    static List<String> of(String mounts, Path path) {
        List<String> options = List.of();
        int longest = -1;
        for (String line : mounts.split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            if (fields.length > OPTIONS) {
                Path point = Path.of(fields[POINT].replace("\\040", " "));
                // Of two mounts at one place the later one counts.
                if (path.startsWith(point) && point.getNameCount() >= longest) {
                    longest = point.getNameCount();
                    options = List.of(fields[OPTIONS].split(",", -1));
                }
            }
        }
        return options;
    }
}
