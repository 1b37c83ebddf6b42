package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A run of one of the scripts that make packages, and what it has made. */
record PackingRun(Path folder) {
    /** Runs {@code distribution/SCRIPT} for that folder; blocks. */
    static PackingRun of(String script, Path output, Map<String, String> variables) {
        try (OpenFolder folder = OpenFolder.create()) {
            Map<String, String> environment = new HashMap<>(variables);
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            Command made = Command.start(
                    folder.path(),
                    List.of(script(script).toString(), output.toAbsolutePath().toString()),
                    environment);
            if (made.await() != 0) {
                throw new AssertionError(made.out() + made.err());
            }
        }
        return new PackingRun(output.toAbsolutePath());
    }

    static Path script(String name) {
        return Path.of("..", "distribution", name).toAbsolutePath().normalize();
    }

    /** The one file of that kind, for instance {@code tar.gz} or {@code deb}. */
    Path file(String kind) {
        try (var files = Files.newDirectoryStream(folder, "*." + kind)) {
            return files.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
