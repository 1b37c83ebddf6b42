package io.noderax.linux;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the folder of a process' own control group (cgroup v2) in what {@code /proc/self} says. */
final class GroupPlace {
    private static final String UNIFIED = "0::";
    private static final int MOUNT_ROOT = 3;
    private static final int MOUNT_POINT = 4;
    private static final int OCTAL_DIGITS = 3;

    private GroupPlace() {}

    /**
     * Null when no version 2 hierarchy is mounted where this process sees its group.
     *
     * @param mounts {@code /proc/self/mountinfo} (proc_pid_mountinfo(5))
     * @param groups {@code /proc/self/cgroup} (cgroups(7))
     */
    static @Nullable Path parse(String mounts, String groups) {
        String own = groups.lines()
                .filter(line -> line.startsWith(UNIFIED))
                .map(line -> line.substring(UNIFIED.length()))
                .findFirst()
                .orElse("");
        if (!own.startsWith("/") || own.contains("/../")) {
            return null;
        }
        for (String line : mounts.split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            int type = line.indexOf(" - ");
            if (fields.length > MOUNT_POINT && type > 0 && line.startsWith(" - cgroup2 ", type)) {
                Path root = Path.of(unescaped(fields[MOUNT_ROOT]));
                if (Path.of(own).startsWith(root)) {
                    return Path.of(unescaped(fields[MOUNT_POINT]))
                            .resolve(root.relativize(Path.of(own)))
                            .normalize();
                }
            }
        }
        return null;
    }

    /** Blanks and the like stand as a backslash and three octal digits. */
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + OCTAL_DIGITS < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 1 + OCTAL_DIGITS), 8));
                i += OCTAL_DIGITS;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
