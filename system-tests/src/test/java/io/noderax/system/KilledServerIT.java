package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server is killed and comes back; the real agent, enrolled by its own command, carries on. */
class KilledServerIT {
    private static OpenFolder folder;
    private static ServerProcess server;
    private Command agent;

    @BeforeAll
    static void start() throws IOException {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        Files.writeString(
                folder.folder("agent").resolve("config.json"),
                JsonObject.builder()
                        .put("api_url", server.url())
                        .put(
                                "state_file",
                                folder.folder("agent").resolve("identity.json").toString())
                        .build()
                        .toString());
        enroll();
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @BeforeEach
    void startAgent() {
        agent = Command.start(folder.path(), Built.agent("run"), agentEnvironment());
    }

    @AfterEach
    void stopAgent() {
        agent.signal("TERM");
        agent.await();
    }

    @Test
    void aTaskThatEndsWhileTheServerIsAwayIsReportedWhenItIsBack() throws Exception {
        Operator operator = server.operator();
        String node = String.valueOf(
                operator.http().get("/api/v1/nodes").items().getFirst().text("id"));
        Path trace = folder.path().resolve("trace");
        Path go = folder.path().resolve("go");
        String task = operator.queue(
                node,
                "echo run >>%s; echo begun; until [ -e %s ]; do sleep 0.05; done; echo done; exit 5"
                        .formatted(trace, go));
        operator.awaitStatus(task, "running");
        WaitLoop.until(
                "the first line",
                () -> !operator.http()
                        .get("/api/v1/tasks/" + task + "/logs")
                        .items()
                        .isEmpty());

        server.kill();
        Files.writeString(go, "");
        agent.awaitOutput("task ended");
        server.start();

        Operator again = server.operator();
        again.awaitStatus(task, "failed");
        assertThat(again.task(task).object("result").get("exitCode")).isEqualTo(5L);
        WaitLoop.until(
                "the log is proven to be complete",
                () -> "complete".equals(again.task(task).object("log").text("state")));
        assertThat(again.http().get("/api/v1/tasks/" + task + "/logs").items())
                .extracting(row -> row.text("message"))
                .containsExactly("begun", "done");
        assertThat(Files.readAllLines(trace)).containsExactly("run");
        assertThat(server.logText()).contains("database adopted");
    }

    @Test
    void aTaskQueuedBeforeTheKillIsRunAfterIt() throws Exception {
        Operator operator = server.operator();
        String node = String.valueOf(
                operator.http().get("/api/v1/nodes").items().getFirst().text("id"));
        operator.http().post("/api/v1/nodes/" + node + "/maintenance/enable");
        operator.http().post("/api/v1/nodes/" + node + "/maintenance/disable");
        agent.signal("STOP");
        String task = operator.queue(node, "echo late");
        server.kill();
        agent.signal("CONT");
        server.start();

        server.operator().awaitStatus(task, "success");
    }

    @Test
    void whatTheAgentTellsAPersonToTypeIsWhatStartedIt() {
        Map<String, String> nowhere = Map.of(
                "NODERAX_CONFIG_FILE",
                folder.path().resolve("agent").resolve("config.json").toString(),
                "STATE_FILE",
                folder.path().resolve("none.json").toString(),
                "NODERAX_AGENT_COMMAND",
                "./noderax agent");
        Command status = Command.start(folder.path(), Built.agent("status"), nowhere);
        assertThat(status.await()).isEqualTo(3);
        assertThat(status.out()).contains("`./noderax agent run`").doesNotContain("noderax-agent");

        Command help = Command.start(folder.path(), Built.agent("help"), nowhere);
        assertThat(help.await()).isZero();
        assertThat(help.out()).startsWith("usage: ./noderax agent [run]").doesNotContain("noderax-agent");
    }

    private static void enroll() {
        Command enroll =
                Command.start(folder.path(), Built.agent("enroll", "--email", ServerProcess.EMAIL), agentEnvironment());
        enroll.awaitOutput("code to compare");
        Matcher code = Pattern.compile("code to compare: +(\\S+)").matcher(enroll.out());
        assertThat(code.find()).isTrue();
        server.operator().approve(code.group(1), "real");
        assertThat(enroll.await()).as(enroll.err()).isZero();
    }

    private static Map<String, String> agentEnvironment() {
        return Map.of(
                "NODERAX_CONFIG_FILE",
                folder.path().resolve("agent").resolve("config.json").toString());
    }
}
