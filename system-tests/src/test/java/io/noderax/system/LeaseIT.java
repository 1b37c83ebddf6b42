package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.WireHeaders;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds a task, who may speak of it, and what time does to it. */
class LeaseIT {
    private static final JsonObject NEVER_LAUNCHED = JsonObject.builder()
            .put("status", "failed")
            .put(
                    "result",
                    JsonObject.builder()
                            .put("reason", "not-started")
                            .put("giveBack", true)
                            .build())
            .build();

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(
                folder,
                Map.of(
                        "AGENT_TASK_CLAIM_LEASE_SECONDS", "2",
                        "AGENT_STALE_TASK_CHECK_INTERVAL_SECONDS", "1",
                        "NODERAX_AGENT_LOST_AFTER", "1h",
                        "NODERAX_PLAIN_AGENT_LOST_AFTER", "5s"));
        operator = server.operator();
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void aRunningTaskWithoutContactSaysSoAndItsLateResultCounts() {
        TestNode node = operator.enroll("late").with(WireHeaders.CAPABILITIES, "journal,slots=8");
        String task = operator.queue(node.id(), "true");
        start(node, task);

        awaitReason(task, "contact-lost");

        assertThat(operator.status(task)).isEqualTo("running");
        assertThat(operator.task(task).object("statusReason").text("message"))
                .startsWith("running: contact lost since 20");
        assertThat(events(task)).contains("task.contact.lost");
        assertThat(node.http().get("/api/v1/agent/tasks/" + task + "/control").status())
                .isEqualTo(200);
        assertThat(operator.reason(task)).isEqualTo("running");
        assertThat(events(task)).contains("task.contact.restored");
        assertThat(node.complete(task, "success").status()).isEqualTo(200);
        assertThat(operator.status(task)).isEqualTo("success");
    }

    @Test
    void aTaskOfALostAgentFailsUntilItsTrueResultComes() {
        TestNode node = operator.enroll("lost");
        String task = operator.queue(node.id(), "true");
        start(node, task);

        operator.awaitStatus(task, "failed");

        assertThat(operator.reason(task)).isEqualTo("agent-lost");
        assertThat(node.complete(task, "success").status()).isEqualTo(200);
        assertThat(operator.status(task)).isEqualTo("success");
        assertThat(node.complete(task, "failed").status()).isEqualTo(409);
    }

    @Test
    void aLogLineKeepsTheLease() {
        TestNode node = operator.enroll("talking");
        String task = operator.queue(node.id(), "true");
        start(node, task);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);

        while (System.nanoTime() < end) {
            assertThat(node.log(task, "still here").status()).isEqualTo(200);
            assertThat(operator.reason(task)).isEqualTo("running");
        }
    }

    @Test
    void anotherAttemptIsRefusedEverywhereAndToldToStop() {
        TestNode node = operator.enroll("fenced");
        String task = operator.queue(node.id(), "true");
        JsonObject claimed = node.claim(0).body().object("task");
        TestNode right = node.with(WireHeaders.ATTEMPT, String.valueOf(claimed.text("claimToken")));
        TestNode wrong = node.with(WireHeaders.ATTEMPT, UUID.randomUUID().toString());

        for (String report : List.of("accepted", "started", "logs", "completed")) {
            JsonObject body = switch (report) {
                case "logs" ->
                    JsonObject.builder()
                            .put("stream", "stdout")
                            .put("line", "x")
                            .build();
                case "completed" -> JsonObject.of("status", "success");
                default -> JsonObject.EMPTY;
            };
            Http.Answer refused = wrong.report(task, report, body);
            assertThat(refused.status()).as(report).isEqualTo(409);
            assertThat(refused.message()).contains("held by another attempt").doesNotContain("queued state");
            assertThat(right.report(task, report, body).status()).as(report).isEqualTo(200);
            if (!report.equals("completed")) {
                assertThat(control(wrong, task).get("cancelRequested"))
                        .as(report)
                        .isEqualTo(true);
                assertThat(control(right, task).get("cancelRequested"))
                        .as(report)
                        .isEqualTo(false);
            }
        }
        assertThat(node.with(WireHeaders.ATTEMPT, "nonsense")
                        .report(task, "started", JsonObject.EMPTY)
                        .message())
                .contains("x-noderax-attempt must be a UUID");
    }

    @Test
    void whatKeepsATaskIsShownWhileItRunsAndOnlyInTheWordsOfItsAttempt() {
        TestNode node = operator.enroll("kept");
        String task = operator.queue(node.id(), "true");
        assertThat(node.report(task, "state", state("waiting_lock")).status())
                .as("not claimed")
                .isEqualTo(409);
        TestNode first = startAttempt(node, task);
        TestNode wrong = node.with(WireHeaders.ATTEMPT, UUID.randomUUID().toString());

        assertThat(first.report(task, "state", state("waiting_lock")).status()).isEqualTo(200);

        JsonObject reason = operator.task(task).object("statusReason");
        assertThat(reason.text("code")).isEqualTo("waiting_lock");
        assertThat(reason.text("message")).isEqualTo("running: waits for process 7");
        assertThat(reason.object("details").object("holder").get("pid")).isEqualTo(7L);
        assertThat(wrong.report(task, "state", state("held")).status()).isEqualTo(409);
        assertThat(operator.enroll("stranger")
                        .report(task, "state", state("held"))
                        .status())
                .isEqualTo(404);
        assertThat(first.report(task, "state", state("NOT A CODE")).status()).isEqualTo(400);
        assertThat(first.report(task, "state", JsonObject.of("code", "x")).status())
                .isEqualTo(400);
        JsonObject tooMuch = state("held").toBuilder()
                .put("details", JsonObject.of("x", "y".repeat(5000)))
                .build();
        assertThat(first.report(task, "state", tooMuch).status()).isEqualTo(400);
        assertThat(operator.reason(task)).isEqualTo("waiting_lock");

        assertThat(first.report(task, "state", JsonObject.of("code", null)).status())
                .isEqualTo(200);
        assertThat(operator.reason(task)).isEqualTo("running");
        first.report(task, "state", state("waiting_lock"));
        assertThat(first.complete(task, "success").status()).isEqualTo(200);
        assertThat(operator.reason(task)).isEqualTo("succeeded");
        assertThat(first.report(task, "state", state("waiting_lock")).status()).isEqualTo(409);
    }

    private static JsonObject state(String code) {
        return JsonObject.builder()
                .put("code", code)
                .put("message", "waits for process 7")
                .put("details", JsonObject.of("holder", JsonObject.of("pid", 7)))
                .build();
    }

    @Test
    void anAttemptThatWasNeverLaunchedGivesItsTaskBackOnce() {
        TestNode node = operator.enroll("interrupted").with(WireHeaders.CAPABILITIES, "journal,slots=8");
        String task = operator.queue(node.id(), "true");
        TestNode first = startAttempt(node, task);

        Http.Answer taken = first.report(task, "completed", NEVER_LAUNCHED);

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.body().text("status")).isEqualTo("queued");
        assertThat(taken.body().text("startedAt")).isNull();
        assertThat(operator.reason(task)).isEqualTo("given-back");
        assertThat(first.report(task, "completed", NEVER_LAUNCHED).status()).isEqualTo(409);
        assertThat(operator.status(task)).isEqualTo("queued");
        TestNode second = startAttempt(node, task);
        assertThat(first.report(task, "completed", NEVER_LAUNCHED).status()).isEqualTo(409);
        assertThat(operator.status(task)).isEqualTo("running");
        assertThat(second.complete(task, "success").status()).isEqualTo(200);
        assertThat(operator.task(task).get("attempts")).isEqualTo(2L);
    }

    @Test
    void aTaskThatIsGivenBackAfterItsEndWasAskedForIsCancelled() {
        TestNode node = operator.enroll("interrupted-late").with(WireHeaders.CAPABILITIES, "journal");
        String task = operator.queue(node.id(), "true");
        TestNode attempt = startAttempt(node, task);
        operator.http().post("/api/v1/tasks/" + task + "/cancel", JsonObject.of("reason", "enough"));

        assertThat(attempt.report(task, "completed", NEVER_LAUNCHED).status()).isEqualTo(200);

        assertThat(operator.status(task)).isEqualTo("cancelled");
        assertThat(operator.task(task).object("statusReason").text("message")).contains("before running: enough");
        assertThat(attempt.report(task, "completed", NEVER_LAUNCHED).status()).isEqualTo(200);
    }

    @Test
    void aTaskThatIsGivenBackAgainAndAgainFailsInTheEnd() {
        TestNode node = operator.enroll("interrupted-often").with(WireHeaders.CAPABILITIES, "journal");
        String task = operator.queue(node.id(), "true");

        for (int attempt = 1; attempt <= 10; attempt++) {
            assertThat(operator.status(task)).isEqualTo("queued");
            assertThat(startAttempt(node, task)
                            .report(task, "completed", NEVER_LAUNCHED)
                            .status())
                    .isEqualTo(200);
        }

        assertThat(operator.status(task)).isEqualTo("failed");
        assertThat(operator.reason(task)).isEqualTo("not-started");
    }

    @Test
    void anAgentWithoutAJournalCannotGiveATaskBack() {
        TestNode node = operator.enroll("forgetful");
        String task = operator.queue(node.id(), "true");
        TestNode attempt = startAttempt(node, task);

        assertThat(attempt.report(task, "completed", NEVER_LAUNCHED).status()).isEqualTo(200);

        assertThat(operator.status(task)).isEqualTo("failed");
    }

    /** Claims and starts; gives the node as the one that speaks for the attempt. */
    private static TestNode startAttempt(TestNode node, String task) {
        JsonObject claimed = node.claim(0).body().object("task");
        assertThat(claimed.text("id")).isEqualTo(task);
        TestNode attempt = node.with(WireHeaders.ATTEMPT, String.valueOf(claimed.text("claimToken")));
        assertThat(attempt.report(task, "started", JsonObject.EMPTY).status()).isEqualTo(200);
        return attempt;
    }

    @Test
    void aHeldControlCallIsAnsweredByTheCancelAndByTheTime() throws Exception {
        TestNode node = operator.enroll("held");
        String task = operator.queue(node.id(), "true");
        start(node, task);
        long asked = System.nanoTime();
        JsonObject timed = node.http()
                .get("/api/v1/agent/tasks/" + task + "/control?waitMs=1500")
                .body();
        assertThat(timed.get("cancelRequested")).isEqualTo(false);
        assertThat(System.nanoTime() - asked).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1400));

        CompletableFuture<Http.Answer> held = CompletableFuture.supplyAsync(
                () -> node.http().get("/api/v1/agent/tasks/" + task + "/control?waitMs=30000"));
        operator.http().post("/api/v1/tasks/" + task + "/cancel", JsonObject.of("reason", "enough"));

        JsonObject answer = held.get(5, TimeUnit.SECONDS).body();
        assertThat(answer.get("cancelRequested")).isEqualTo(true);
        assertThat(answer.text("cancelReason")).isEqualTo("enough");
    }

    @Test
    void everyAnswerToAnAgentSaysWhatTheServerCanDo() {
        TestNode node = operator.enroll("asking");

        for (Http.Answer answer : List.of(
                heartbeat(node),
                node.claim(0),
                node.report(UUID.randomUUID().toString(), "started", JsonObject.EMPTY))) {
            assertThat(answer.header(WireHeaders.EXTENSIONS).split(",")).contains("attempt", "control-wait");
            assertThat(Integer.parseInt(answer.header(WireHeaders.RECONNECT_WINDOW)))
                    .isBetween(1, 60);
        }
    }

    private static Http.Answer heartbeat(TestNode node) {
        return new Http(node.url(), Map.of())
                .post(
                        "/api/v1/agent/heartbeat",
                        JsonObject.builder()
                                .put("nodeId", node.id())
                                .put("agentToken", node.token())
                                .build());
    }

    @Test
    void aTaskWaitsInWordsForSlotsAndForAnAgentThatTakesItsType() {
        TestNode node = operator.enroll("busy").with(WireHeaders.CAPABILITIES, "journal,types,slots=1");
        String first = operator.queue(node.id(), "true");
        String foreign = operator.queue(JsonObject.builder()
                .put("nodeId", node.id())
                .put("type", "moon.walk")
                .build());
        String second = operator.queue(node.id(), "true");
        JsonObject claim = JsonObject.builder()
                .put("waitMs", 0L)
                .put("capabilities", List.of("shell.exec"))
                .build();

        JsonObject claimed =
                node.http().post("/api/v1/agent/tasks/claim", claim).body().object("task");

        assertThat(claimed.text("id")).isEqualTo(first);
        assertThat(operator.reason(foreign)).isEqualTo("type-not-supported");
        assertThat(operator.reason(second)).isEqualTo("slots-busy");
        assertThat(operator.task(second).object("statusReason").text("message"))
                .isEqualTo("queued: 1 of 1 slots of node busy busy");
        assertThat(node.http()
                        .post("/api/v1/agent/tasks/claim", claim)
                        .body()
                        .object("task")
                        .text("id"))
                .isEqualTo(second);
    }

    @Test
    void theSameKeyQueuesOnce() {
        TestNode node = operator.enroll("once");
        JsonObject task = JsonObject.builder()
                .put("nodeId", node.id())
                .put("type", "shell.exec")
                .put("payload", JsonObject.of("command", "true"))
                .build();
        Http keyed = operator.http().with("Idempotency-Key", "deploy-42");

        String first = keyed.post("/api/v1/tasks", task).body().text("id");
        String again = keyed.post("/api/v1/tasks", task).body().text("id");
        Http.Answer other = keyed.post(
                "/api/v1/tasks",
                JsonObject.builder()
                        .put("nodeId", node.id())
                        .put("type", "another.type")
                        .build());

        assertThat(again).isEqualTo(first);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.message()).contains("Idempotency-Key");
        assertThat(operator.http().get("/api/v1/tasks?nodeId=" + node.id()).items())
                .hasSize(1);
    }

    private static void start(TestNode node, String task) {
        assertThat(node.claim(0).body().object("task").text("id")).isEqualTo(task);
        assertThat(node.report(task, "started", JsonObject.EMPTY).status()).isEqualTo(200);
    }

    private static JsonObject control(TestNode node, String task) {
        return node.http().get("/api/v1/agent/tasks/" + task + "/control").body();
    }

    private static void awaitReason(String task, String reason) {
        WaitLoop.until(
                "task " + task + " says " + reason, () -> operator.reason(task).equals(reason));
    }

    private static List<String> events(String task) {
        return operator.http().get("/api/v1/events?limit=100").items().stream()
                .filter(event -> event.object("metadata") != null
                        && task.equals(event.object("metadata").text("taskId")))
                .map(event -> String.valueOf(event.text("type")))
                .toList();
    }
}
