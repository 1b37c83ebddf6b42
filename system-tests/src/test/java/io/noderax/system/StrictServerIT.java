package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The real agent at an official Socket.IO server that takes nothing beyond the wire (wire contract, 2; agent contract, 7 and 8). */
class StrictServerIT {
    private static final String TOKEN = "ab".repeat(32);

    private final TestNode node = new TestNode("", UUID.randomUUID().toString(), TOKEN);

    @Test
    void theAgentAuthenticatesMeasuresPingsAndServesATerminal() {
        try (OpenFolder folder = OpenFolder.create();
                StrictControlPlane server = StrictControlPlane.start(TOKEN);
                AgentProcess _ = agent(folder, server)) {
            JsonObject auth = server.await("agent.auth");
            assertThat(auth.text("nodeId")).isEqualTo(node.id());
            JsonObject measures = server.await("agent.metrics");
            assertThat(((Number) measures.get("memoryUsage")).doubleValue()).isBetween(1.0, 100.0);
            assertThat(((Number) measures.get("diskUsage")).doubleValue()).isBetween(0.0, 100.0);
            server.await("agent.ping");

            String session = UUID.randomUUID().toString();
            server.send(
                    "terminal.start",
                    about("terminal.start", session)
                            .put("cols", 100)
                            .put("rows", 30)
                            .put("runAsRoot", false)
                            .build());
            assertThat(server.await("terminal.opened").text("sessionId")).isEqualTo(session);
            type(server, session, "stty size; exit 5\r");
            JsonObject exited = server.await("terminal.exited");

            assertThat(exited.get("exitCode")).hasToString("5");
            assertThat(output(server)).contains("30 100");
            assertThat(server.heard("refused")).isEmpty();
        }
    }

    @Test
    void afterACutTheAgentComesBackAndSaysNothingMoreThanBefore() {
        try (OpenFolder folder = OpenFolder.create();
                StrictControlPlane server = StrictControlPlane.start(TOKEN);
                AgentProcess _ = agent(folder, server)) {
            server.await("agent.metrics");
            server.cut();
            WaitLoop.until("the agent is back", () -> server.heard("agent.auth").size() >= 2);
            assertThat(server.heard("refused")).isEmpty();
        }
    }

    @Test
    void anAgentThatIsNotLetInSaysSo() {
        try (OpenFolder folder = OpenFolder.create();
                StrictControlPlane server = StrictControlPlane.start("another");
                AgentProcess agent = agent(folder, server)) {
            server.await("agent.auth");
            WaitLoop.until("the log names the class", () -> agent.lastWords().contains("class=\"auth error\""));
            assertThat(agent.lastWords()).contains("Invalid agent token");
        }
    }

    private AgentProcess agent(OpenFolder folder, StrictControlPlane server) {
        return new AgentProcess(
                node,
                folder.path().resolve("agent"),
                server.url(),
                Map.of("metrics_interval", "500ms"),
                Surroundings.USUAL);
    }

    private static JsonObject.Builder about(String event, String session) {
        return JsonObject.builder().put("type", event).put("sessionId", session);
    }

    private static void type(StrictControlPlane server, String session, String keys) {
        String payload = Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8));
        server.send(
                "terminal.input",
                about("terminal.input", session).put("payload", payload).build());
    }

    private static String output(StrictControlPlane server) {
        StringBuilder output = new StringBuilder();
        for (JsonObject line : server.heard("terminal.output")) {
            output.append(new String(
                    Base64.getDecoder().decode(line.object("body").text("payload")), StandardCharsets.UTF_8));
        }
        return output.toString();
    }
}
