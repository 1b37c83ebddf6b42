package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.release.TestReleases;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator updates a real agent by the command line: server, agent, updater and holder are real processes. */
class AgentUpdateIT {
    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static SupervisedAgent agent;
    private static TestNode node;

    @BeforeAll
    static void start() throws IOException {
        folder = OpenFolder.create();
        TestReleases releases = new TestReleases(folder.path().resolve("releases"));
        releases.publish("1.1.0", 11, SupervisedAgent.image("1.1.0", false));
        releases.publish("1.2.0", 12, SupervisedAgent.image("1.2.0", true));
        server = ServerProcess.start(
                folder, Map.of("NODERAX_RELEASES", releases.folder().toString(), "NODERAX_UPDATES_LOOK_SECONDS", "1"));
        operator = server.operator();
        node = operator.enroll("updated");
        agent = new SupervisedAgent(
                Files.createDirectory(folder.path().resolve("node")),
                node,
                server.url(),
                "1.0.0",
                releases.publicKeyPem());
        WaitLoop.until("the agent is there", () -> "1.0.0".equals(version()));
    }

    @AfterAll
    static void stop() {
        agent.close();
        server.close();
        folder.close();
    }

    @Test
    void aNodeIsUpdatedWhileATaskRunsAndAVersionThatCrashesComesBackAndSoDoesARollback() {
        String task = operator.queue(
                node.id(), "for i in $(seq 200); do [ -e %s/go ] && exit 7; sleep 0.5; done".formatted(folder.path()));
        operator.awaitStatus(task, "running");

        Command updated = updates("start", "updated", "--version", "1.1.0");
        assertThat(updated.await())
                .as(updated.out() + updated.err() + agent.logs())
                .isZero();
        assertThat(updated.err())
                .contains(
                        "updated: waiting_for_reconnect, 90 %: Version 1.1.0 is on trial",
                        "Agent reconnect confirmed 1.1.0.");
        assertThat(agent.current()).isEqualTo("1.1.0");
        assertThat(version()).isEqualTo("1.1.0");

        Command crashed = updates("start", "updated", "--version", "1.2.0");
        assertThat(crashed.await())
                .as(crashed.out() + crashed.err() + agent.logs())
                .isEqualTo(1);
        assertThat(crashed.out())
                .contains("paused", "version 1.2.0 has not proven itself within 8 s", "version 1.1.0 is back");
        assertThat(agent.current()).isEqualTo("1.1.0");
        Command cancelled = updates("cancel");
        assertThat(cancelled.await()).as(cancelled.err()).isZero();

        Command back = updates("start", "updated", "--version", "1.0.0", "--rollback");
        assertThat(back.await()).as(back.out() + back.err() + agent.logs()).isZero();
        WaitLoop.until("it says so", () -> "1.0.0".equals(version()));
        assertThat(agent.root().resolve("versions/1.2.0")).doesNotExist();

        touch();
        operator.awaitStatus(task, "failed");
        assertThat(operator.task(task).object("result").get("exitCode")).isEqualTo(7L);
        assertThat(operator.reason(task)).isEqualTo("exit-code");
    }

    private static void touch() {
        try {
            Files.createFile(folder.path().resolve("go"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Command updates(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of("updates"));
        all.addAll(List.of(arguments));
        return Command.start(
                folder.path(),
                Built.cli(all.toArray(String[]::new)),
                Map.of("NODERAX_SERVER", server.url(), "NODERAX_TOKEN", operator.token()));
    }

    private static String version() {
        JsonObject seen = operator.http().get("/api/v1/nodes/" + node.id()).body();
        return String.valueOf(seen.text("agentVersion"));
    }
}
