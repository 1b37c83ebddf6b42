package io.noderax.server.updates;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names that an architecture has: agents and the wire say {@code amd64}, kernels and packages {@code x86_64}. */
final class Architectures {
    private Architectures() {}

    /** As {@code uname -m} says it; null when the name is not known. */
    static @Nullable String asUname(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x64" -> "x86_64";
            case "arm64", "aarch64" -> "aarch64";
            default -> null;
        };
    }

    /** As the wire says it. */
    static String asWire(String uname) {
        return switch (uname) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> uname;
        };
    }
}
