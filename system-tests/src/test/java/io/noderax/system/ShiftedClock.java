package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The time of day as some processes see it, moved while they run, as by a wrong or a corrected clock: libfaketime stands before libc
 * and reads a file again and again. What measures spans of time is left alone, as it is when a clock is set.
 */
final class ShiftedClock {
    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path file;

    ShiftedClock(Path folder) {
        file = folder.resolve("clock");
        moveTo("+0");
    }

    static boolean isPossible() {
        return library().isPresent();
    }

    /** @param offset from the true time, as {@code +1d}, {@code -1d} or {@code +0} */
    void moveTo(String offset) {
        try {
            Path next = file.resolveSibling("clock.next");
            Files.writeString(next, offset + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Surroundings surroundings() {
        return new Surroundings(
                List.of(),
                Map.of(
                        "LD_PRELOAD", library().orElseThrow().toString(),
                        "FAKETIME_TIMESTAMP_FILE", file.toString(),
                        "FAKETIME_CACHE_DURATION", "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
    }

    private static Optional<Path> library() {
        try (var architectures = Files.list(LIBRARIES)) {
            return architectures
                    .map(folder -> folder.resolve("faketime/libfaketime.so.1"))
                    .filter(Files::isReadable)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
