package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The logs of a real agent's machine, which grow, rotate and are truncated while an operator follows them. */
class LogScanIT {
    private static final String NODE = "log-node";

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static OwnLogs logs;
    private static AgentProcess agent;
    private static Map<String, String> environment;

    @BeforeAll
    static void start() throws IOException {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        operator = server.operator();
        logs = new OwnLogs(folder.path());
        logs.append("syslog", "2026-11-24T10:00:00Z host app[1]: first\n");
        agent = new AgentProcess(
                operator.enroll(NODE), folder.path().resolve("agent"), server.url(), Map.of(), logs.surroundings());
        environment = Map.of("NODERAX_SERVER", server.url(), "NODERAX_TOKEN", operator.token());
    }

    @AfterAll
    static void stop() {
        agent.close();
        server.close();
        folder.close();
    }

    @Test
    void aFollowerSeesEachLineOnceOverRotationAndTruncation() throws Exception {
        Command follower = cli("node", "logs", NODE, "--preset", "syslog", "--follow");
        follower.awaitOutput("app[1]: first");
        logs.append("syslog", "2026-11-24T10:00:01Z host app[1]: second\n2026-11-24T10:00:02Z host app[1]: unfini");
        follower.awaitOutput("app[1]: second");
        logs.append("syslog", "shed\n");
        follower.awaitOutput("app[1]: unfinished");
        logs.rotate("syslog");
        logs.append("syslog", "2026-11-24T10:00:03Z host app[1]: after the rotation\n");
        follower.awaitOutput("after the rotation");
        assertThat(follower.err()).contains("/var/log/syslog was rotated");
        Files.writeString(logs.file("syslog"), "short\n");
        follower.awaitOutput("short");
        assertThat(follower.err()).contains("/var/log/syslog was truncated");
        follower.signal("TERM");
        follower.await();

        assertThat(follower.out().lines())
                .containsExactly(
                        "2026-11-24T10:00:00.000Z app[1]: first",
                        "2026-11-24T10:00:01.000Z app[1]: second",
                        "2026-11-24T10:00:02.000Z app[1]: unfinished",
                        "2026-11-24T10:00:03.000Z app[1]: after the rotation",
                        "short");
    }

    @Test
    void aPreviewHasTheReferencesMembersAndOurs() throws Exception {
        logs.append("kern.log", "Nov  4 12:00:01 host kernel: [ 1.0] one\nno time\n");

        Http.Answer answer = preview(JsonObject.builder()
                .put("sourcePresetId", "kern.log")
                .put("backfillLines", 1)
                .build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().names())
                .containsExactly(
                        "taskId",
                        "taskStatus",
                        "sourcePresetId",
                        "entries",
                        "truncated",
                        "warnings",
                        "error",
                        "sourceType",
                        "cursor");
        JsonObject entry = JsonObject.builder()
                .put("timestamp", null)
                .put("message", "no time")
                .put("unit", null)
                .put("identifier", "/var/log/kern.log")
                .build();
        assertThat(answer.body().list("entries")).isEqualTo(List.of(entry));
        String task = String.valueOf(answer.body().text("taskId"));
        assertThat(operator.task(task).get("isInternal")).isEqualTo(true);
        assertThat(operator.http().get("/api/v1/tasks").text()).doesNotContain(task);
        assertThat(operator.http().get("/api/v1/events").text()).doesNotContain(task);
        assertThat(operator.http().get("/api/v1/audit-logs").text()).contains("node.logs.read");
    }

    @Test
    void whereThereIsNoFileTheJournalIsShown() throws Exception {
        logs.journalctl(
                "echo '{\"__CURSOR\":\"c\",\"__REALTIME_TIMESTAMP\":\"1795521600000000\",\"MESSAGE\":\"from the journal\","
                        + "\"SYSLOG_IDENTIFIER\":\"sshd\"}'");
        Command shown = cli("node", "logs", NODE, "--preset", "auth.log", "--json");

        assertThat(shown.await()).as(shown.err()).isZero();
        assertThat(Json.parseObject(shown.out()).text("message")).isEqualTo("from the journal");
        assertThat(shown.err()).contains("there is no /var/log/auth.log");
    }

    @Test
    void whatIsNotAllowedIsRefused() {
        assertThat(preview(JsonObject.of("sourcePresetId", "/etc/shadow")).status())
                .isEqualTo(400);
        Http.Answer root = preview(JsonObject.builder()
                .put("sourcePresetId", "syslog")
                .put("runAsRoot", true)
                .build());
        assertThat(root.status()).isEqualTo(400);
        assertThat(root.message()).contains("does not currently allow operational root access");
        Command unknown = cli("node", "logs", NODE, "--preset", "maillog");
        assertThat(unknown.await()).isEqualTo(2);
        assertThat(unknown.err()).contains("--preset must be one of syslog, auth.log, kern.log, noderax-agent");
    }

    @Test
    void aNodeThatDoesNotAnswerIsNotWaitedForForLong() {
        TestNode silent = operator.enroll("silent");

        Http.Answer answer = operator.http().post(path(silent.id()), JsonObject.of("sourcePresetId", "syslog"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().text("taskStatus")).isEqualTo("queued");
        assertThat(answer.body().text("error")).isEqualTo("Task finished with status queued.");
        assertThat(answer.body().list("entries")).isEmpty();
    }

    @Test
    void aReferencesAgentMayAnswerWhatItWants() throws Exception {
        TestNode other = operator.enroll("reference");
        CompletableFuture<Http.Answer> waiting =
                operator.http().postLater(path(other.id()), JsonObject.of("sourcePresetId", "syslog"));
        JsonObject task = other.claim(10_000).body().object("task");
        assertThat(task.object("payload"))
                .isEqualTo(
                        Json.parseObject(
                                "{\"mode\":\"preview\",\"limits\":{\"maxLines\":500,\"maxBytes\":65536,\"backfillLines\":200},\"runAsRoot\":false,\"sourcePresetId\":\"syslog\"}"));
        String id = String.valueOf(task.text("id"));
        other.report(id, "started", JsonObject.EMPTY);
        other.report(
                id,
                "completed",
                Json.parseObject(
                        "{\"status\":\"success\",\"exitCode\":0,\"result\":{\"entries\":[7,{\"message\":\"kept\",\"unit\":3}],\"warnings\":[null],\"truncated\":\"x\"}}"));

        Http.Answer answer = waiting.get();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().list("entries"))
                .extracting(entry -> ((JsonObject) entry).text("message"))
                .isEqualTo(List.of("kept"));
        assertThat(answer.body().list("warnings")).isEmpty();
    }

    private static Http.Answer preview(JsonObject asked) {
        return operator.http().post(path(agent.node().id()), asked);
    }

    private static String path(String node) {
        return "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node + "/log-preview";
    }

    private static Command cli(String... arguments) {
        return Command.start(folder.path(), Built.cli(arguments), environment);
    }
}
