package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The agent as it is packed for machines without Java; made from what is built, once in a run. */
final class AgentPackage {
    private static final Path FOLDER = Path.of("target", "package").toAbsolutePath();

    /** Guarded by the class. */
    private static boolean isMade;

    private AgentPackage() {}

    /** The packed file. */
    static Path file() {
        make();
        try (var files = Files.newDirectoryStream(FOLDER, "*.tar.gz")) {
            return files.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks it there, readable for all; gives the program. */
    static Path unpack(Path folder) {
        Command tar = Command.start(folder, List.of("tar", "-xzf", file().toString()), Map.of());
        if (tar.await() != 0) {
            throw new AssertionError(tar.err());
        }
        String name = file().getFileName().toString().replace(".tar.gz", "");
        return folder.resolve(name).resolve("noderax-agent");
    }

    private static synchronized void make() {
        if (isMade) {
            return;
        }
        try (OpenFolder folder = OpenFolder.create()) {
            String script = Path.of("..", "distribution", "package-agent")
                    .toAbsolutePath()
                    .normalize()
                    .toString();
            Command made = Command.start(
                    folder.path(),
                    List.of(script, FOLDER.toString()),
                    Map.of("JAVA_HOME", System.getProperty("java.home")));
            if (made.await() != 0) {
                throw new AssertionError(made.out() + made.err());
            }
        }
        isMade = true;
    }
}
