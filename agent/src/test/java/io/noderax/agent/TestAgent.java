package io.noderax.agent;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.loops.Pace;
import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.FakeControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A whole agent in this process, against a fake control plane, with short pauses and a folder of its own. */
final class TestAgent implements AutoCloseable {
    static final String TOKEN = "%064x".formatted(7);

    private final AgentLog log = new AgentLog();
    private final Agent agent;

    private TestAgent(AgentConfig config, Pace pace, Clock clock) {
        this(config, pace, clock, Path.of("/"));
    }

    private TestAgent(AgentConfig config, Pace pace, Clock clock, Path root) {
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
        agent = Agent.start(
                config,
                new Agent.Surroundings(
                        environment, root, clock, new Random(1), pace, new EventLog(log.stream(), Level.DEBUG, clock)));
    }

    /** An agent of a node that the fake knows. */
    static TestAgent start(FakeControlPlane fake, UUID node, Path folder) {
        return start(fake, node, folder, JsonObject.EMPTY);
    }

    static TestAgent start(FakeControlPlane fake, UUID node, Path folder, JsonObject settings) {
        return start(fake.url(), node, folder, settings);
    }

    static TestAgent start(String url, UUID node, Path folder, JsonObject settings) {
        return new TestAgent(config(url, node, folder, settings), Pace.BRISK, Clock.systemUTC());
    }

    static TestAgent start(FakeControlPlane fake, UUID node, Path folder, Pace pace) {
        return new TestAgent(config(fake.url(), node, folder, JsonObject.EMPTY), pace, Clock.systemUTC());
    }

    static TestAgent start(FakeControlPlane fake, UUID node, Path folder, Clock clock) {
        return new TestAgent(config(fake.url(), node, folder, JsonObject.EMPTY), Pace.BRISK, clock);
    }

    /** An agent on a machine whose {@code /} is that folder. */
    static TestAgent start(FakeControlPlane fake, UUID node, Path folder, Path root) {
        AgentConfig config = config(fake.url(), node, folder, JsonObject.EMPTY);
        return new TestAgent(config, Pace.BRISK, Clock.systemUTC(), root);
    }

    static AgentConfig config(String url, UUID node, Path folder, JsonObject settings) {
        JsonObject.Builder file = JsonObject.builder()
                .put("api_url", url)
                .put("state_file", folder.resolve("identity.json").toString())
                .put("task_poll_interval", "2s")
                .put("realtime_enabled", "false")
                .put("request_timeout", "1s")
                .put("shutdown_timeout", "3s");
        settings.forEach(file::put);
        write(folder.resolve("config.json"), file.build());
        AgentConfig config = AgentConfig.of(file.build(), Map.of());
        IdentityStore.of(config)
                .save(new Identity(
                        new NodeId(node),
                        new AgentToken(TOKEN),
                        Clock.systemUTC().instant()));
        return config;
    }

    private static void write(Path file, JsonObject content) {
        try {
            Files.writeString(file, content.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AgentLog log() {
        return log;
    }

    @Override
    public void close() {
        agent.close();
    }
}
