package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A run of one of the scripts that make packages, and the folder with what it has made. */
record PackingRun(Path folder) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Runs {@code distribution/SCRIPT} for that folder and for these kinds of files, once in a run of the tests; blocks. */
    static PackingRun of(String script, Path output, String kinds) {
        return new PackingRun(OncePerRun.make(output, () -> pack(script, output.toAbsolutePath(), kinds)));
    }

    private static void pack(String script, Path folder, String kinds) {
        HostCommand.run(
                LONGEST,
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "NODERAX_PACKAGE_KINDS=" + kinds,
                script(script).toString(),
                folder.toString());
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
