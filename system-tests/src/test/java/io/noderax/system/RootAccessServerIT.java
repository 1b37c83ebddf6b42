package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.recording.Exchange;
import io.noderax.testkit.recording.Recordings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Root access as operators set it and agents learn, apply and report it (wire contract, 1.11), with two server processes. */
class RootAccessServerIT {
    private static final String RECORDING = "09-web-realtime-rootaccess-sockettasks";

    private static OpenFolder folder;
    private static OpenFolder otherFolder;
    private static ServerProcess server;
    private static ServerProcess other;
    private static Operator operator;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        otherFolder = OpenFolder.create();
        server = ServerProcess.start(folder);
        other = ServerProcess.start(otherFolder, new HashMap<>(server.shared()));
        operator = server.operator();
    }

    @AfterAll
    static void stop() {
        other.close();
        server.close();
        otherFolder.close();
        folder.close();
    }

    @Test
    void eachCallOfTheRecordingIsAnsweredInTheSameWords() {
        TestNode node = operator.enroll("recorded-root");
        List<Exchange> calls = Recordings.load(RECORDING).stream()
                .filter(exchange -> exchange.route().endsWith("/nodes/{id}/root-access"))
                .toList();
        assertThat(calls).hasSizeGreaterThan(1);
        for (Exchange call : calls) {
            Http.Answer answer = operator.http().post(path(node), (JsonObject) call.requestBody());

            JsonObject recorded = (JsonObject) call.responseBody();
            assertThat((long) answer.status()).as(call.toString()).isEqualTo(call.status());
            if (call.isSuccess()) {
                assertThat(answer.body().names())
                        .containsAll(recorded.names().stream()
                                .filter(member -> !member.equals("agentTokenHash"))
                                .toList());
                for (String member : List.of("rootAccessProfile", "rootAccessAppliedProfile", "rootAccessSyncStatus")) {
                    assertThat(answer.body().text(member)).isEqualTo(recorded.text(member));
                }
            } else {
                assertThat(answer.message()).startsWith(recorded.text("message"));
            }
        }
    }

    @Test
    void aChangeIsPushedToTheAgentWhereverItsSocketIsAndItsReportClosesTheLoop() throws Exception {
        TestNode node = operator.enroll("pushed").at(other.url());
        try (TestSocket agent = TestSocket.ofAgent(node, Map.of());
                TestSocket browser = TestSocket.ofBrowser(operator, server.url());
                TestSocket elsewhere = TestSocket.ofBrowser(operator, other.url())) {
            JsonObject set = set(node, "operational_task");

            JsonObject push = agent.await("root-access.updated");
            assertThat(push.text("type")).isEqualTo("root-access.updated");
            assertThat(push.object("rootAccess"))
                    .isEqualTo(JsonObject.builder()
                            .put("profile", "operational_task")
                            .put("updatedAt", set.text("rootAccessUpdatedAt"))
                            .build());
            JsonObject ack = agent.ask("agent.auth", auth(node, report("operational_task", Instant.now(), null)));

            assertThat(ack.object("rootAccess").text("profile")).isEqualTo("operational_task");
            for (TestSocket watching : List.of(browser, elsewhere)) {
                WaitLoop.until(
                        "the browser hears of it", () -> told(watching, node).equals(List.of("pending", "applied")));
            }
            JsonObject event = browser.heard("node.root-access.updated").getLast();
            assertThat(event.names())
                    .containsAll(Recordings.browserEvents(RECORDING).stream()
                            .filter(recorded -> recorded.name().equals("node.root-access.updated"))
                            .findFirst()
                            .orElseThrow()
                            .body()
                            .names());
            assertThat(node(node).text("rootAccessSyncStatus")).isEqualTo("applied");
            agent.ask("agent.auth", auth(node, report("operational_task", null, null)));
            assertThat(told(browser, node)).as("nothing new, nothing told").hasSize(2);
            assertThat(agent.count("root-access.updated")).isEqualTo(1);
        }
    }

    @Test
    void anAgentWithoutASocketLearnsItAtOnceAndIsNotAnsweredEarlyAgain() throws Exception {
        TestNode node = operator.enroll("by-claim").at(other.url());
        CompletableFuture<Http.Answer> waiting = node.claimLater(25_000);
        WaitLoop.until("the claim waits", () -> "online".equals(node(node).text("status")));

        set(node, "terminal");

        JsonObject answer = waiting.get(5, TimeUnit.SECONDS).body();
        assertThat(answer.get("task")).isNull();
        assertThat(answer.object("rootAccess").text("profile")).isEqualTo("terminal");
        JsonObject behind = claim(node, report("off", null, null), 20_000);
        assertThat(behind.object("rootAccess").text("profile"))
                .as("once more, if it missed it")
                .isEqualTo("terminal");
        Instant began = Instant.now();
        claim(node, report("off", null, null), 1_500);
        assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(1_400));
    }

    @Test
    void whatAClaimReportsIsShownUntilItChanges() {
        TestNode node = operator.enroll("reports");
        set(node, "task");

        claim(node, report("off", null, "no root broker answers"), 0);
        assertThat(node(node).text("rootAccessSyncStatus")).isEqualTo("failed");
        assertThat(node(node).text("rootAccessLastError")).isEqualTo("no root broker answers");
        claim(node, report("task", Instant.now(), null), 0);
        assertThat(node(node).text("rootAccessSyncStatus")).isEqualTo("applied");
        assertThat(node(node).get("rootAccessLastError")).isNull();
        claim(node.at(other.url()), report("off", Instant.now(), null), 0);
        assertThat(node(node).text("rootAccessSyncStatus")).isEqualTo("pending");
        WaitLoop.until("what it said before is news again", () -> {
            claim(node, report("task", Instant.now(), null), 0);
            return "applied".equals(node(node).text("rootAccessSyncStatus"));
        });
    }

    @Test
    void rootIsRefusedBeforeItIsAppliedAndAsSoonAsItIsTakenBack() {
        TestNode node = operator.enroll("gated");
        assertThat(rootTask(node).message())
                .isEqualTo("Node gated does not currently allow task root access. Applied profile is off.");
        set(node, "task");
        claim(node, report("task", Instant.now(), null), 0);

        Http.Answer taken = rootTask(node);
        Http.Answer terminal = operator.http()
                .post(
                        "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/terminal-sessions",
                        JsonObject.of("runAsRoot", true));
        Http.Answer off = operator.http()
                .post(
                        "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/root-access",
                        wishOf("off"));

        assertThat(off.status()).as(off.text()).isEqualTo(201);
        assertThat(taken.status()).isEqualTo(201);
        assertThat(terminal.status()).isEqualTo(400);
        assertThat(terminal.message())
                .isEqualTo("Node gated does not currently allow terminal root access. Applied profile is task.");
        assertThat(rootTask(node).message())
                .isEqualTo("Node gated does not currently allow task root access. Applied profile is task,"
                        + " desired profile is off, and sync status is pending.");
        JsonObject used = audit("task.created", taken.body().text("id"));
        assertThat(used.object("metadata").text("rootSurface")).isEqualTo("task");
        assertThat(used.text("actorEmailSnapshot")).isEqualTo(ServerProcess.EMAIL);
    }

    @Test
    void aGrantEndsByItselfAlsoWhenTheProcessThatGaveItIsGone() throws Exception {
        TestNode node = operator.enroll("granted");
        Operator there = other.operator();
        JsonObject grant = JsonObject.builder()
                .put("profile", "all")
                .put("expiresInSeconds", 3)
                .put("reason", "kernel upgrade")
                .build();
        try (TestSocket agent = TestSocket.ofAgent(node, Map.of())) {
            JsonObject granted = there.http().post(path(node), grant).body();
            assertThat(granted.text("rootAccessReason")).isEqualTo("kernel upgrade");
            assertThat(granted.text("rootAccessExpiresAt")).isNotNull();
            claim(node, report("all", Instant.now(), null), 0);
            other.kill();

            WaitLoop.until("it is taken back", () -> agent.count("root-access.updated") == 2);

            assertThat(agent.heard("root-access.updated")
                            .getLast()
                            .object("rootAccess")
                            .text("profile"))
                    .isEqualTo("off");
            JsonObject now = node(node);
            assertThat(now.text("rootAccessProfile")).isEqualTo("off");
            assertThat(now.get("rootAccessExpiresAt")).isNull();
            assertThat(now.text("rootAccessReason")).isEqualTo("the grant of all has expired");
            JsonObject event = operator.http()
                    .get("/api/v1/events?type=node.root-access.updated&nodeId=" + node.id())
                    .items()
                    .getFirst();
            assertThat(event.text("severity")).isEqualTo("warning");
            assertThat(event.text("message"))
                    .isEqualTo("Node granted root access profile set to off: the grant of all has expired.");
            assertThat(event.object("metadata").text("previousProfile")).isEqualTo("all");
            JsonObject audited = audit("node.root-access-updated", node.id());
            assertThat(audited.text("actorType")).isEqualTo("system");
            assertThat(audited.get("actorUserId")).isNull();
        } finally {
            other.start();
        }
    }

    @Test
    void anAgentThatComesInWhileItChangesIsToldInTheEnd() throws Exception {
        TestNode node = operator.enroll("crossing");
        for (String profile : List.of("task", "terminal", "all", "off", "operational")) {
            CompletableFuture<Void> change = CompletableFuture.runAsync(() -> set(node, profile));
            try (TestSocket agent = TestSocket.ofAgent(node.at(other.url()), Map.of())) {
                change.join();
                WaitLoop.until("it knows " + profile, () -> profile.equals(lastKnown(agent)));
            }
        }
    }

    @Test
    void aWishThatMakesNoSenseIsRefusedInWords() {
        TestNode node = operator.enroll("senseless");

        assertThat(refused(node, JsonObject.EMPTY)).contains("profile must be one of the following values: off,");
        assertThat(refused(node, wish("all", "expiresInSeconds", 0)))
                .contains("expiresInSeconds must not be less than 1");
        assertThat(refused(node, wish("all", "expiresAt", "2020-01-01T00:00:00Z")))
                .contains("expiresAt must be in the future")
                .contains("2020-01-01");
        assertThat(refused(node, wish("off", "expiresInSeconds", 60))).contains("must not be given with profile off");
        assertThat(refused(node, wish("all", "until", "noon"))).contains("property until should not exist");
        assertThat(refused(
                        node,
                        wish("all", "expiresInSeconds", 60).toBuilder()
                                .put("expiresAt", "2199-01-01T00:00:00Z")
                                .build()))
                .contains("must not be given together");
        assertThat(node(node).text("rootAccessProfile")).isEqualTo("off");
    }

    private static String refused(TestNode node, JsonObject wish) {
        Http.Answer answer = operator.http().post(path(node), wish);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.message();
    }

    private static JsonObject wishOf(String profile) {
        return JsonObject.of("profile", profile);
    }

    private static JsonObject wish(String profile, String member, Object value) {
        return JsonObject.builder().put("profile", profile).put(member, value).build();
    }

    private static String lastKnown(TestSocket agent) {
        List<JsonObject> pushed = agent.heard("root-access.updated");
        JsonObject last = pushed.isEmpty() ? agent.heard("agent.auth.ack").getLast() : pushed.getLast();
        return last.object("rootAccess").text("profile");
    }

    private static List<String> told(TestSocket browser, TestNode node) {
        return browser.heard("node.root-access.updated").stream()
                .filter(event -> node.id().equals(event.text("nodeId")))
                .map(event -> event.text("rootAccessSyncStatus"))
                .toList();
    }

    private static Http.Answer rootTask(TestNode node) {
        JsonObject payload = JsonObject.builder()
                .put("command", "id")
                .put("runAsRoot", true)
                .put("rootScope", "task")
                .build();
        return operator.http()
                .post(
                        "/api/v1/tasks",
                        JsonObject.builder()
                                .put("nodeId", node.id())
                                .put("type", "shell.exec")
                                .put("payload", payload)
                                .build());
    }

    private static JsonObject audit(String action, String target) {
        return operator.http().get("/api/v1/audit-logs?action=" + action).items().stream()
                .filter(entry -> target.equals(entry.text("targetId")))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject claim(TestNode node, JsonObject report, long waitMs) {
        JsonObject body = JsonObject.builder()
                .put("waitMs", waitMs)
                .put("rootAccess", report)
                .build();
        return node.http().post("/api/v1/agent/tasks/claim", body).body();
    }

    private static JsonObject report(String applied, Instant at, String error) {
        return JsonObject.builder()
                .put("appliedProfile", applied)
                .putIfPresent("lastAppliedAt", at)
                .putIfPresent("lastError", error)
                .build();
    }

    private static JsonObject auth(TestNode node, JsonObject report) {
        return TestSocket.auth(node, node.token()).toBuilder()
                .put("rootAccess", report)
                .build();
    }

    private static JsonObject set(TestNode node, String profile) {
        Http.Answer answer = operator.http().post(path(node), wishOf(profile));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body();
    }

    private static String path(TestNode node) {
        return "/api/v1/nodes/" + node.id() + "/root-access";
    }

    private static JsonObject node(TestNode node) {
        return operator.http().get("/api/v1/nodes/" + node.id()).body();
    }
}
