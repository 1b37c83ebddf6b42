package io.noderax.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs as the build has made them, and how they are started. */
final class Built {
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private Built() {}

    static Path serverJar() {
        return existing(Path.of("..", "server", "target", "quarkus-app", "quarkus-run.jar"));
    }

    static String agentClassPath() {
        return classPath("agent");
    }

    static String cliClassPath() {
        return classPath("cli");
    }

    static List<String> cli(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                cliClassPath(),
                "io.noderax.cli.CliMain"));
        command.addAll(List.of(arguments));
        return command;
    }

    static List<String> agent(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                agentClassPath(),
                "io.noderax.agent.AgentMain"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath(String module) {
        Path target = Path.of("..", module, "target");
        Path jar = existing(target.resolve("noderax-" + module + "-0.1.0-SNAPSHOT.jar"));
        return jar + ":" + target.toAbsolutePath().normalize().resolve("lib") + "/*";
    }

    private static Path existing(Path file) {
        Path real = file.toAbsolutePath().normalize();
        if (!Files.exists(real)) {
            throw new IllegalStateException(real + " is not built");
        }
        return real;
    }
}
