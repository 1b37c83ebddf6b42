package io.noderax.agent;

import io.noderax.agent.cli.AgentCli;
import io.noderax.agent.cli.Terminal;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@code noderax-agent status} said, for the agent of a folder. */
record AskedStatus(int exitCode, String output) {
    static AskedStatus words(Path folder) {
        return ask(folder, "status");
    }

    static AskedStatus json(Path folder) {
        return ask(folder, "status", "--json");
    }

    /** Asks until the status has the problem. */
    static AskedStatus await(Path folder, String problem) {
        return await(folder, problem, true);
    }

    /** Asks until the status has no problem at all. */
    static AskedStatus awaitHealth(Path folder) {
        return await(folder, "", false);
    }

    private static AskedStatus await(Path folder, String problem, boolean there) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            AskedStatus now = json(folder);
            if (there ? now.problems().contains(problem) : now.problems().isEmpty()) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the status never became " + (there ? problem : "healthy") + ": " + now);
            }
            Thread.onSpinWait();
        }
    }

    JsonObject report() {
        return Json.parseObject(output);
    }

    List<String> problems() {
        return report().list("problems").stream()
                .map(problem -> ((JsonObject) problem).text("code"))
                .toList();
    }

    private static AskedStatus ask(Path folder, String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        AgentCli cli =
                new AgentCli(Map.of(), folder, new Terminal(InputStream.nullInputStream(), stream, stream), () -> {});
        int exitCode = cli.run(command);
        return new AskedStatus(exitCode, out.toString(StandardCharsets.UTF_8));
    }
}
