package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The root file system of a small Debian with systemd and without Java, made by mmdebstrap once and kept packed. */
final class DebianRoot {
    private static final Path CACHE = Path.of("/var/cache/noderax-tests");
    private static final Duration LONGEST = Duration.ofMinutes(8);

    /** Documents take a third of the time and of the room. */
    private static final List<String> RECIPE = List.of(
            "mmdebstrap",
            "--variant=essential",
            "--include=systemd-sysv,dbus,passwd,curl,ca-certificates,libstdc++6",
            "--dpkgopt=path-exclude=/usr/share/man/*",
            "--dpkgopt=path-exclude=/usr/share/doc/*",
            "--dpkgopt=path-exclude=/usr/share/locale/*",
            "--dpkgopt=force-unsafe-io",
            "bookworm");

    private DebianRoot() {}

    /** Unpacks one that is nobody else's into the folder. */
    static void unpack(Path folder) {
        HostCommand.run(Duration.ofMinutes(2), "tar", "-xf", packed().toString(), "-C", folder.toString());
    }

    private static Path packed() {
        String name = UUID.nameUUIDFromBytes(RECIPE.toString().getBytes(StandardCharsets.UTF_8)) + ".tar";
        Path file = CACHE.resolve("debian-" + name);
        try {
            Files.createDirectories(CACHE);
            try (FileChannel lock = FileChannel.open(
                            CACHE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = lock.lock()) {
                if (!Files.exists(file)) {
                    make(file);
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path file) throws IOException {
        Path half = file.resolveSibling("unfinished.tar");
        List<String> command = new ArrayList<>(RECIPE);
        command.add(half.toString());
        HostCommand.run(LONGEST, command.toArray(String[]::new));
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
