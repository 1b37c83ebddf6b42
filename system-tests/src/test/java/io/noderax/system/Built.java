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
        return cliWith("-XX:AOTCache=" + TrainedAgent.cliCache(), arguments);
    }

    static List<String> cliWith(String flag, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                flag,
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-cp",
                cliClassPath(),
                "io.noderax.cli.CliMain"));
        command.addAll(List.of(arguments));
        return command;
    }

    static List<String> agent(String... arguments) {
        String cache = TrainedAgent.agentCache();
        return agentWith(List.of("-XX:AOTCache=" + cache, "-Dnoderax.cache=" + cache), arguments);
    }

    static List<String> agentWith(List<String> flags, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
        command.addAll(flags);
        command.addAll(List.of("-cp", agentClassPath(), "io.noderax.agent.AgentMain"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** As the script calls it, with that way to start a server. */
    static List<String> up(List<String> server, String... options) {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "-Dnoderax.server.arguments=" + String.join("\n", server.subList(1, server.size())),
                "-Dnoderax.agent.classpath=" + agentClassPath(),
                "-cp",
                cliClassPath(),
                "io.noderax.cli.CliMain",
                "up"));
        command.addAll(List.of(options));
        return command;
    }

    /** The server as a checkout starts it. */
    static List<String> server() {
        return List.of(JAVA.toString(), "-jar", serverJar().toString());
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
