package io.noderax.cli.up;

import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the server and the agent are started; the {@code noderax} script tells it by system properties, of the server's arguments one
 * a line.
 */
record Programs(Path java, List<String> serverArguments, String agentClassPath) {
    static Programs of(Surroundings surroundings) {
        Map<String, String> properties = surroundings.properties();
        String server = properties.get("noderax.server.arguments");
        String agent = properties.get("noderax.agent.classpath");
        if (server == null || agent == null) {
            throw new CommandFailure("`up` is run by the script `noderax` at the root of a checkout");
        }
        return new Programs(
                Path.of(properties.getOrDefault("java.home", "/usr"), "bin", "java"),
                server.lines().toList(),
                agent);
    }

    List<String> server() {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(serverArguments);
        return command;
    }

    List<String> agent(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                agentClassPath,
                "io.noderax.agent.AgentMain"));
        command.addAll(List.of(arguments));
        return command;
    }
}
