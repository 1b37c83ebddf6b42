package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node with a policy of its own, whose server asks for more: the real server, agent and command line. */
class PolicyIT {
    private static final String NODE = "guarded";
    private static final Path PLACE = Path.of("/etc/noderax-agent");

    /** Its own folder is the agent's /etc/noderax-agent, and nobody else's. */
    private static final String BECOME = "mount --bind \"$0\" " + PLACE + " && exec \"$@\"";

    private static final String RULES = """
            {
              "allow": {
                "commands": ["uptime -p", {"prefix": "echo "}],
                "terminals": []
              },
              "highestRootProfile": "operational"
            }
            """;

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static TestNode node;
    private static AgentProcess agent;
    private static boolean placeIsOurs;

    @BeforeAll
    static void start() throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(root || System.getenv("CI") != null, "needs root");
        folder = OpenFolder.create();
        placeIsOurs = !Files.exists(PLACE);
        Files.createDirectories(PLACE);
        Path rules = Files.createDirectories(folder.path().resolve("policy/policy.d"));
        Files.writeString(rules.resolve("10-look.json"), RULES);
        server = ServerProcess.start(folder);
        operator = server.operator();
        node = operator.enroll(NODE);
        List<String> wrapper = List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                BECOME,
                folder.path().resolve("policy").toString());
        agent = new AgentProcess(
                node, folder.path().resolve("agent"), server.url(), Map.of(), new Surroundings(wrapper, Map.of()));
    }

    @AfterAll
    static void stop() throws IOException {
        if (folder == null) {
            return;
        }
        agent.close();
        server.close();
        folder.close();
        if (placeIsOurs) {
            Files.delete(PLACE);
        }
    }

    @Test
    void whatThePolicyAllowsRunsAndTheRestNamesTheRuleWithItsFileAndLine() {
        assertThat(run("echo hello").await()).isZero();

        Command refused = run("echo hello; id");

        assertThat(refused.await()).isEqualTo(125);
        assertThat(refused.err())
                .contains("the policy of this node refuses it")
                .contains("/etc/noderax-agent/policy.d/10-look.json")
                .contains("line 3");
        String task = operator.queue(node.id(), "id");
        operator.awaitStatus(task, "failed");
        assertThat(operator.reason(task)).isEqualTo("policy-refused");
    }

    @Test
    void aTerminalIsRefusedWithTheRule() {
        String sessions = "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/terminal-sessions";
        JsonObject[] created = new JsonObject[1];
        WaitLoop.until("the agent has its socket", () -> {
            Http.Answer answer = operator.http().post(sessions, JsonObject.EMPTY);
            created[0] = answer.body();
            return answer.status() == 201;
        });
        String session = "/api/v1/workspaces/" + operator.workspace() + "/terminal-sessions/" + created[0].text("id");

        WaitLoop.until(
                "the session has failed",
                () -> "failed".equals(operator.http().get(session).body().text("status")));

        assertThat(operator.http().get(session).body().text("closedReason"))
                .contains("10-look.json")
                .contains("line 4");
    }

    @Test
    void aProfileBeyondTheHighestIsNotAppliedAndSaysWhy() {
        String access = "/api/v1/nodes/" + node.id();
        operator.http().post(access + "/root-access", JsonObject.of("profile", "all"));

        WaitLoop.until(
                "it has failed",
                () -> "failed".equals(operator.http().get(access).body().text("rootAccessSyncStatus")));

        JsonObject shown = operator.http().get(access).body();
        assertThat(shown.text("rootAccessAppliedProfile")).isEqualTo("off");
        assertThat(shown.text("rootAccessLastError")).contains("10-look.json");
    }

    private static Command run(String command) {
        return Command.start(
                folder.path(),
                Built.cli("run", NODE, "--", command),
                Map.of("NODERAX_SERVER", server.url(), "NODERAX_TOKEN", operator.token()));
    }
}
