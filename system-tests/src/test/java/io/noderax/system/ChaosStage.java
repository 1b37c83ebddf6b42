package io.noderax.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A server and the agents of one scenario. */
final class ChaosStage implements AutoCloseable {
    private final OpenFolder folder;
    private final ServerProcess server;
    private final Operator operator;
    private final Path place;
    private final Random random;
    private final List<AgentProcess> agents = new ArrayList<>();
    private ObservedLog log;

    ChaosStage(OpenFolder folder, ServerProcess server, long seed) {
        this.folder = folder;
        this.server = server;
        this.operator = server.operator();
        this.place = folder.folder("chaos-" + UUID.randomUUID().toString().substring(0, 8));
        this.random = new Random(seed);
    }

    /** A lease that is short beside a test, so that what was claimed and not started comes back soon. */
    static ServerProcess server(OpenFolder folder) {
        return ServerProcess.start(
                folder, Map.of("AGENT_TASK_CLAIM_LEASE_SECONDS", "10", "AGENT_STALE_TASK_CHECK_INTERVAL_SECONDS", "1"));
    }

    ServerProcess server() {
        return server;
    }

    Operator operator() {
        return operator;
    }

    Random random() {
        return random;
    }

    Path folder(String name) {
        return folder.folder(place.getFileName() + "/" + name);
    }

    List<AgentProcess> agents() {
        return agents;
    }

    /** Enrolls and starts agents that reach the server at that address. */
    List<AgentProcess> start(int count, String url, Map<String, String> settings) {
        for (int i = 0; i < count; i++) {
            start(url, settings);
        }
        return agents;
    }

    AgentProcess start(String url, Map<String, String> settings) {
        return start(url, settings, Surroundings.USUAL);
    }

    AgentProcess start(String url, Map<String, String> settings, Surroundings surroundings) {
        String name = "agent-" + agents.size();
        TestNode node = operator.enroll(name + "-" + place.getFileName());
        AgentProcess agent = new AgentProcess(node, place.resolve(name), url, settings, surroundings);
        agents.add(agent);
        return agent;
    }

    /** How the operator sees logs on this server. */
    ObservedLog log(String anyTask) {
        if (log == null) {
            log = ObservedLog.of(operator, anyTask);
        }
        return log;
    }

    @Override
    public void close() {
        for (AgentProcess agent : agents) {
            agent.close();
        }
    }
}
