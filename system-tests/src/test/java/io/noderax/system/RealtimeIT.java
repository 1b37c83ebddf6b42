package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.JsonObject;
import io.noderax.socketio.client.Failure;
import io.noderax.socketio.client.SocketFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sockets of agents and browsers (wire contract, 2 and 4.1), and what comes over them. */
class RealtimeIT {
    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        operator = server.operator();
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void anAgentThatSaysWhoItIsIsLetInAndOnline() throws Exception {
        TestNode node = operator.enroll("socket-node");
        try (TestSocket socket = TestSocket.ofAgent(node, Map.of("x-noderax-capabilities", "telemetry"))) {
            JsonObject ack = socket.await("agent.auth.ack");

            assertThat(ack.get("authenticated")).isEqualTo(true);
            assertThat(ack.text("nodeId")).isEqualTo(node.id());
            assertThat(ack.object("rootAccess").text("profile")).isEqualTo("off");
            assertThat(socket.answerHeaders().get("x-noderax-extensions")).contains("telemetry");
            assertThat(node(node).text("status")).isEqualTo("online");
            assertThat(node(node).text("agentVersion")).isEqualTo("9.9.9");
            JsonObject pong = socket.ask("agent.ping", JsonObject.of("type", "agent.ping"));
            assertThat(pong.get("ok")).isEqualTo(true);
            assertThat(pong.text("type")).isEqualTo("agent.ping");
        }
    }

    @Test
    void whereANodeIsIsKeptAndNobodyIsKeptOutForIt() throws Exception {
        TestNode node = operator.enroll("somewhere");
        JsonObject place = JsonObject.builder()
                .put("provider", "aws")
                .put("source", "metadata")
                .put("region", "eu-central-1")
                .put("latitude", 50.1)
                .build();
        try (TestSocket socket = locatedAgent(node, place)) {
            assertThat(socket.answerHeaders().get("x-noderax-extensions")).contains("node-location");
            assertThat(node(node).object("location")).isEqualTo(place);
        }
        for (Object nonsense : List.of("here", JsonObject.of("region", 7), JsonObject.EMPTY)) {
            locatedAgent(node, nonsense).close();
        }
        assertThat(node(node).object("location"))
                .as("what was understood stays")
                .isEqualTo(place);
    }

    private static TestSocket locatedAgent(TestNode node, Object place) throws Exception {
        TestSocket socket = TestSocket.open(server.url(), "/agent-realtime", JsonObject.EMPTY);
        socket.send(
                "agent.auth",
                TestSocket.auth(node, node.token()).toBuilder()
                        .put("location", place)
                        .build());
        assertThat(socket.await("agent.auth.ack").get("authenticated")).isEqualTo(true);
        return socket;
    }

    @Test
    void anAgentWithAnotherTokenIsToldAndPutOut() throws Exception {
        TestNode node = operator.enroll("wrong-token");
        try (TestSocket socket = TestSocket.open(server.url(), "/agent-realtime", JsonObject.EMPTY)) {
            socket.send("agent.auth", TestSocket.auth(node, "0".repeat(64)));

            socket.awaitEnd();
            assertThat(socket.await("agent.auth.error").text("message")).isEqualTo("Invalid agent token");
        }
    }

    @Test
    void whoDoesNotAuthenticateIsPutOutAfterFiveSeconds() throws Exception {
        Instant began = Instant.now();
        try (TestSocket socket = TestSocket.open(server.url(), "/agent-realtime", JsonObject.EMPTY)) {
            socket.awaitEnd();
        }
        assertThat(Duration.between(began, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(20));
    }

    @Test
    void anEventBeforeTheAuthenticationEndsTheSocketAndAnUnknownOneDoesNot() throws Exception {
        try (TestSocket socket = TestSocket.open(server.url(), "/agent-realtime", JsonObject.EMPTY)) {
            socket.send("no.such.event", JsonObject.EMPTY);
            assertThat(socket.await("agent.error").text("code")).isEqualTo("UNKNOWN_EVENT");
            socket.send("agent.ping", JsonObject.of("type", "agent.ping"));
            socket.awaitEnd();
        }
    }

    @Test
    void theNewerSocketOfANodeWins() throws Exception {
        TestNode node = operator.enroll("two-sockets");
        try (TestSocket older = TestSocket.ofAgent(node, Map.of());
                TestSocket newer = TestSocket.ofAgent(node, Map.of())) {
            older.awaitEnd();
            assertThat(newer.ask("agent.ping", JsonObject.of("type", "agent.ping"))
                            .get("ok"))
                    .isEqualTo(true);
            assertThat(node(node).text("status")).isEqualTo("online");
        }
    }

    @Test
    void deletingANodeClosesItsSocketAndHarmsNobody() throws Exception {
        TestNode node = operator.enroll("deleted-with-socket");
        TestNode other = operator.enroll("stays-with-socket");
        try (TestSocket socket = TestSocket.ofAgent(node, Map.of());
                TestSocket stays = TestSocket.ofAgent(other, Map.of())) {
            operator.http().delete("/api/v1/nodes/" + node.id());

            socket.awaitEnd();
            assertThat(stays.ask("agent.ping", JsonObject.of("type", "agent.ping"))
                            .get("ok"))
                    .isEqualTo(true);
            assertThat(operator.http().get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void aBrowserNeedsASignInAndLosesItsSocketWithIt() throws Exception {
        assertThatThrownBy(() -> TestSocket.open(server.url(), "/realtime", JsonObject.of("token", "nonsense")))
                .isInstanceOfSatisfying(
                        SocketFailed.class,
                        refused -> assertThat(refused.failure())
                                .isInstanceOfSatisfying(Failure.NamespaceRefused.class, no -> {
                                    assertThat(no.message()).isEqualTo("Invalid authentication token");
                                    assertThat(no.json()).contains("UNAUTHORIZED");
                                }));
        Operator leaving = server.operator();
        try (TestSocket socket = TestSocket.ofBrowser(leaving, server.url())) {
            assertThat(leaving.http()
                            .post("/api/v1/auth/logout", JsonObject.EMPTY)
                            .status())
                    .isEqualTo(200);
            socket.awaitEnd();
        }
    }

    @Test
    void aBrowserIsToldEachChangeOnce() throws Exception {
        TestNode node = operator.enroll("watched");
        try (TestSocket browser = TestSocket.ofBrowser(operator, server.url())) {
            assertThat(browser.ask("subscribe.node", JsonObject.of("nodeId", node.id()))
                            .get("subscribed"))
                    .isEqualTo(true);
            assertThat(browser.ask("subscribe.workspace", JsonObject.of("workspaceId", operator.workspace()))
                            .get("subscribed"))
                    .isEqualTo(true);
            browser.send("subscribe.node", JsonObject.of("nodeId", "00000000-0000-4000-8000-000000000000"));
            assertThat(browser.await("exception").text("code")).isEqualTo("NOT_FOUND");

            String task = operator.queue(node.id(), "true");
            node.claim(5_000);
            node.report(task, "started", JsonObject.EMPTY);
            node.complete(task, "success");

            WaitLoop.until(
                    "the end is told",
                    () -> browser.heard("task.updated").stream()
                            .anyMatch(update ->
                                    task.equals(update.text("id")) && "success".equals(update.text("status"))));
            assertThat(browser.heard("task.created").stream().filter(created -> task.equals(created.text("id"))))
                    .hasSize(1);
            assertThat(browser.heard("task.updated").stream()
                            .filter(update -> task.equals(update.text("id")))
                            .map(update -> update.text("status")))
                    .containsSubsequence("running", "success")
                    .doesNotHaveDuplicates();
            assertThat(browser.heard("node.status.updated").stream()
                            .filter(status -> node.id().equals(status.text("nodeId"))))
                    .hasSize(1);
            assertThat(browser.heard("event.created").stream()
                            .filter(event -> "node.online".equals(event.text("type"))
                                    && node.id().equals(event.text("nodeId"))))
                    .hasSize(1);
            assertThat(browser.heard("task.created").getFirst().text("sourceInstanceId"))
                    .isNotNull();
        }
    }

    @Test
    void aBrowserThatFollowsALogIsSentEachLineOnce() throws Exception {
        TestNode node = operator.enroll("followed");
        String task = operator.queue(node.id(), "true");
        node.claim(5_000);
        node.report(task, "started", JsonObject.EMPTY);
        node.log(task, "one");
        node.log(task, "two");
        try (TestSocket browser = TestSocket.ofBrowser(operator, server.url())) {
            JsonObject wish =
                    JsonObject.builder().put("taskId", task).put("after", 1).build();
            assertThat(browser.ask("subscribe.task", wish).get("subscribed")).isEqualTo(true);
            for (int i = 3; i <= 50; i++) {
                node.log(task, "line " + i);
            }
            WaitLoop.until("the last line is told", () -> lines(browser).contains("line 50"));

            List<String> expected = new ArrayList<>(List.of("two"));
            IntStream.rangeClosed(3, 50).forEach(i -> expected.add("line " + i));
            assertThat(lines(browser)).isEqualTo(expected);
            browser.send("subscribe.task", JsonObject.of("taskId", "00000000-0000-4000-8000-000000000000"));
            assertThat(browser.await("exception").text("code")).isEqualTo("NOT_FOUND");
        }
    }

    private static List<String> lines(TestSocket browser) {
        return browser.heard("task.log").stream()
                .flatMap(told -> told.list("lines").stream())
                .map(line -> ((JsonObject) line).text("message"))
                .toList();
    }

    @Test
    void measuresAreStoredToldAndReadOverTime() throws Exception {
        TestNode node = operator.enroll("measured");
        try (TestSocket browser = TestSocket.ofBrowser(operator, server.url());
                TestSocket agent = TestSocket.ofAgent(node, Map.of())) {
            JsonObject ack = agent.ask("agent.metrics", measures(node, 12.5));
            assertThat(ack.get("ok")).isEqualTo(true);
            JsonObject refused = agent.ask(
                    "agent.metrics",
                    JsonObject.builder()
                            .put("nodeId", node.id())
                            .put("cpuUsage", 3)
                            .build());
            assertThat(refused.get("ok")).isEqualTo(false);
            assertThat(refused.text("message")).contains("memoryUsage is required");

            awaitMeasures(browser, node);
            String newest = "/api/v1/workspaces/" + operator.workspace() + "/metrics?nodeId=" + node.id();
            WaitLoop.until(
                    "the sample is stored",
                    () -> operator.http().get(newest).items().size() == 1);
            JsonObject sample = operator.http().get(newest).items().getFirst();
            assertThat(sample.get("cpuUsage")).hasToString("12.5");
            assertThat(sample.object("networkStats").get("rxBytes")).hasToString("20");
            JsonObject series = operator.http()
                    .get("/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/series?step=10")
                    .body();
            assertThat(series.list("points")).hasSize(1);
            assertThat(((JsonObject) series.list("points").getFirst()).get("cpuAvg"))
                    .hasToString("12.5");
            assertThat(series.text("source")).isEqualTo("samples");
        }
    }

    @Test
    void aBrowserThatChoosesNodesIsSentTheMeasuresOfThoseAlone() throws Exception {
        TestNode shown = operator.enroll("shown");
        TestNode hidden = operator.enroll("hidden");
        try (TestSocket browser = TestSocket.ofBrowser(operator, server.url());
                TestSocket shownAgent = TestSocket.ofAgent(shown, Map.of());
                TestSocket hiddenAgent = TestSocket.ofAgent(hidden, Map.of())) {
            assertThat(browser.ask("choose.measures", JsonObject.of("nodeIds", List.of(shown.id())))
                            .get("chosen"))
                    .hasToString("1");
            hiddenAgent.ask("agent.metrics", measures(hidden, 1));
            shownAgent.ask("agent.metrics", measures(shown, 2));
            awaitMeasures(browser, shown);
            assertThat(measured(browser)).doesNotContain(hidden.id());

            assertThat(browser.ask("choose.measures", JsonObject.EMPTY).get("chosen"))
                    .isEqualTo("all");
            hiddenAgent.ask("agent.metrics", measures(hidden, 3));
            awaitMeasures(browser, hidden);
        }
    }

    private static void awaitMeasures(TestSocket browser, TestNode node) {
        WaitLoop.until("the browser is told", () -> measured(browser).contains(node.id()));
    }

    /** Of which nodes it was told measures. */
    private static List<String> measured(TestSocket browser) {
        return browser.heard("metrics.ingested").stream()
                .map(told -> told.text("nodeId"))
                .toList();
    }

    @Test
    void aMeasureThatStaysTooHighMakesOneEvent() {
        TestNode node = operator.enroll("hot");
        Http agent = new Http(server.url(), Map.of());
        Instant now = Instant.now();
        IntStream.rangeClosed(0, 20).forEach(second -> {
            JsonObject sample = overHttp(node, 97).toBuilder()
                    .put("collectedAt", now.minusSeconds(20 - second))
                    .build();
            assertThat(agent.post("/api/v1/agent/metrics", sample).status()).isEqualTo(200);
        });

        String events = "/api/v1/events?type=high.cpu&nodeId=" + node.id();
        List<JsonObject> found = operator.http().get(events).items();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().text("severity")).isEqualTo("critical");
    }

    @Test
    void measuresOverHttpTakeEveryShapeAndSayWhatIsMissing() {
        TestNode node = operator.enroll("over-http");
        Http agent = new Http(server.url(), Map.of());
        JsonObject nested = JsonObject.builder()
                .put("nodeId", node.id())
                .put("agentToken", node.token())
                .put("cpu", JsonObject.of("usagePercent", 1.5))
                .put("memory", JsonObject.of("usedPercent", 2.5))
                .put("disk", JsonObject.of("usedPercent", 3.5))
                .put("networks", List.of(JsonObject.of("interface", "eth0")))
                .build();
        assertThat(agent.post("/api/v1/agent/metrics", nested).status()).isEqualTo(200);
        Http.Answer missing = agent.post(
                "/api/v1/agent/metrics",
                JsonObject.builder()
                        .put("nodeId", node.id())
                        .put("agentToken", node.token())
                        .build());
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.body().text("message")).contains("cpuUsage is required");
    }

    private static JsonObject node(TestNode node) {
        return operator.http().get("/api/v1/nodes/" + node.id()).body();
    }

    private static JsonObject overHttp(TestNode node, double cpu) {
        return JsonObject.builder()
                .put("nodeId", node.id())
                .put("agentToken", node.token())
                .put("cpuUsage", cpu)
                .put("memoryUsage", 1)
                .put("diskUsage", 1)
                .build();
    }

    private static JsonObject measures(TestNode node, double cpu) {
        JsonObject counters = JsonObject.builder()
                .put("interface", "eth0")
                .put("bytesSent", 10)
                .put("bytesRecv", 20)
                .build();
        return overHttp(node, cpu).toBuilder()
                .put("type", "agent.metrics")
                .put("networkStats", List.of(counters))
                .build();
    }
}
