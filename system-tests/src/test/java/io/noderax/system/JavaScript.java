package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the scripts of {@code src/test/js} with the official libraries, which npm installs as the lock file says, once. */
final class JavaScript {
    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final Path FOLDER = Path.of("target", "js").toAbsolutePath();

    private JavaScript() {}

    static Command start(String script, String... arguments) {
        return start(script, Map.of(), arguments);
    }

    static Command start(String script, Map<String, String> environment, String... arguments) {
        install();
        return Command.start(FOLDER, command(script, arguments), environment);
    }

    /** A script that is told to end by the end of its input. */
    static ProcessBuilder prepare(String script, List<String> arguments) {
        install();
        return new ProcessBuilder(command(script, arguments.toArray(String[]::new)))
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static List<String> command(String script, String... arguments) {
        return Stream.concat(Stream.of("node", script), Stream.of(arguments)).toList();
    }

    private static synchronized void install() {
        try {
            Files.createDirectories(FOLDER);
            String lock = Files.readString(SOURCES.resolve("package-lock.json"));
            Path installed = FOLDER.resolve("installed-lock.json");
            copySources();
            if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
                return;
            }
            Command npm = Command.start(
                    FOLDER, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), Map.of());
            if (npm.await() != 0) {
                throw new AssertionError("npm ci failed: " + npm.out() + npm.err());
            }
            Files.writeString(installed, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copySources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
