package io.noderax.agent.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the machine calls itself.
 *
 * @param os the distribution's id, for instance {@code debian}
 * @param arch {@code amd64}, {@code arm64}, or the JVM's name for another one
 * @param platformVersion the distribution's version
 * @param kernelVersion as {@code uname -r} prints it
 */
public record Machine(String hostname, String os, String arch, String platformVersion, String kernelVersion) {
    private static final String UNKNOWN = "unknown";

    /** Reads the machine; {@code root} is {@code /}, or a folder of the same shape. */
    public static Machine read(Path root) {
        String release = contents(root.resolve("etc/os-release"));
        if (release.isEmpty()) {
            release = contents(root.resolve("usr/lib/os-release"));
        }
        return new Machine(
                orUnknown(contents(root.resolve("proc/sys/kernel/hostname"))).toLowerCase(Locale.ROOT),
                orUnknown(releaseField(release, "ID")),
                arch(System.getProperty("os.arch", UNKNOWN)),
                orUnknown(releaseField(release, "VERSION_ID")),
                orUnknown(contents(root.resolve("proc/sys/kernel/osrelease"))));
    }

    /** The value of a line {@code NAME=value} or {@code NAME="value"} (os-release(5)); empty when there is none. */
    static String releaseField(String release, String name) {
        for (String line : release.split("\n", -1)) {
            if (line.startsWith(name + "=")) {
                String value = line.substring(name.length() + 1).strip();
                boolean quoted = value.length() >= 2
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(value.length() - 1) == value.charAt(0);
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
        }
        return "";
    }

    private static String arch(String jvmName) {
        return switch (jvmName) {
            case "aarch64" -> "arm64";
            case "x86_64" -> "amd64";
            default -> jvmName;
        };
    }

    private static String orUnknown(String text) {
        return text.isBlank() ? UNKNOWN : text;
    }

    private static String contents(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            return "";
        }
    }
}
