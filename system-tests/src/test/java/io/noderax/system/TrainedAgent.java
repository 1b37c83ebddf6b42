package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Caches of loaded classes for the agent and for the operator's command line, as the packaged agent has one: a start costs a part of
 * what it costs without, and the tests make many.
 */
final class TrainedAgent {
    private static final Duration TRAINING = Duration.ofMinutes(1);
    private static final Path AGENT = Path.of("target", "agent.aot").toAbsolutePath();
    private static final Path CLI = Path.of("target", "cli.aot").toAbsolutePath();

    private TrainedAgent() {}

    static String agentCache() {
        return OncePerRun.make(AGENT, TrainedAgent::train).toString();
    }

    static String cliCache() {
        OncePerRun.make(AGENT, TrainedAgent::train);
        return CLI.toString();
    }

    /** An agent runs a task of the command line. */
    private static void train() {
        try (OpenFolder folder = OpenFolder.create();
                ServerProcess server = ServerProcess.start(folder)) {
            Files.deleteIfExists(AGENT);
            Files.deleteIfExists(CLI);
            Operator operator = server.operator();
            TestNode node = operator.enroll("training");
            try (AgentProcess agent = new AgentProcess(
                    node,
                    folder.path().resolve("agent"),
                    server.url(),
                    Map.of(),
                    Surroundings.USUAL,
                    Built.agentWith(List.of("-XX:AOTCacheOutput=" + AGENT), "run"))) {
                Command run = Command.start(
                        folder.path(),
                        Built.cliWith("-XX:AOTCacheOutput=" + CLI, "run", "training", "--", "echo trained"),
                        Map.of("NODERAX_SERVER", server.url(), "NODERAX_TOKEN", operator.token()));
                if (run.await() != 0) {
                    throw new AssertionError(run.err());
                }
                agent.stop(TRAINING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(AGENT) || !Files.exists(CLI)) {
            throw new IllegalStateException("the training run left no " + AGENT + " or no " + CLI);
        }
    }
}
