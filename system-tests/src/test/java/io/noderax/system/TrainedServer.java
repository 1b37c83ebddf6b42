package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The server with a cache of loaded classes, as its packages have one, and a home in which it was started once: a start costs a
 * quarter of what a first one costs without them, and the tests make many. {@code ./noderax up}, which has neither, is tested as it
 * is.
 */
final class TrainedServer {
    private static final Duration TRAINING = Duration.ofMinutes(3);
    private static final Duration COPYING = Duration.ofMinutes(1);
    private static final Path CACHE = Path.of("target", "server.aot");
    private static final String MAIN = "io.noderax.server.ServerMain";

    private TrainedServer() {}

    static List<String> command() {
        return command("-XX:AOTCache=" + OncePerRun.make(CACHE, TrainedServer::train));
    }

    /** Gives a new home what a first start has made: a database with its tables and the administrator, but no signing key and no port. */
    static void furnish(Path home) {
        Path template = OncePerRun.make(Path.of("target", "server-home"), TrainedServer::makeTemplate);
        HostCommand.run(COPYING, "cp", "-a", template.toString(), home.toString());
    }

    private static void train() {
        try (OpenFolder folder = OpenFolder.create()) {
            Files.deleteIfExists(CACHE);
            ServerProcess server = ServerProcess.empty(folder, command("-XX:AOTCacheOutput=" + CACHE.toAbsolutePath()));
            server.operator();
            server.stop(TRAINING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(CACHE)) {
            throw new IllegalStateException("the training run left no " + CACHE);
        }
    }

    private static void makeTemplate() {
        Path template = Path.of("target", "server-home");
        try (OpenFolder folder = OpenFolder.create()) {
            ServerProcess server = ServerProcess.empty(folder, command());
            server.stop();
            Files.delete(server.home().resolve("secrets").resolve("jwt.key"));
            Files.delete(server.home().resolve("postgres").resolve("port"));
            HostCommand.run(COPYING, "rm", "-rf", template.toString());
            HostCommand.run(COPYING, "cp", "-a", server.home().toString(), template.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String cache) {
        List<String> command = new ArrayList<>(List.of(Built.JAVA.toString(), cache));
        // The openings are those of the manifest of quarkus-run.jar, which stands for the class path otherwise.
        command.addAll(List.of(
                "-XX:+UseCompactObjectHeaders",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                classPath(),
                MAIN));
        return command;
    }

    private static String classPath() {
        Path app = Built.serverJar().getParent();
        return Stream.of("quarkus", "app", "lib/boot", "lib/main")
                .flatMap(folder -> jars(app.resolve(folder)))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    /** Of {@code quarkus}, what it has transformed comes before what it has generated. */
    private static Stream<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing((Path file) -> file.endsWith("generated-bytecode.jar"))
                            .thenComparing(file -> file))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
