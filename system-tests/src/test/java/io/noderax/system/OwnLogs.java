package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** A folder that is {@code /var/log} for one process alone, which also finds a {@code journalctl} of the test's. */
final class OwnLogs {
    private static final String BECOME = "mount --bind \"$0\" /var/log && exec \"$@\"";

    private final Path folder;
    private final Path programs;

    OwnLogs(Path home) {
        try {
            this.folder = Files.createDirectories(home.resolve("log"));
            this.programs = Files.createDirectories(home.resolve("bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Surroundings surroundings() {
        return new Surroundings(
                List.of("unshare", "--mount", "sh", "-c", BECOME, folder.toString()),
                Map.of("PATH", programs + ":" + System.getenv("PATH")));
    }

    void journalctl(String script) throws IOException {
        Path program = Files.writeString(programs.resolve("journalctl"), "#!/bin/sh\n" + script + "\n");
        program.toFile().setExecutable(true);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    void append(String name, String text) throws IOException {
        Files.writeString(
                file(name), text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** As logrotate does it: the file gets another name, a new one is made. */
    void rotate(String name) throws IOException {
        Files.move(file(name), file(name + ".1"), StandardCopyOption.REPLACE_EXISTING);
        Files.createFile(file(name));
    }
}
