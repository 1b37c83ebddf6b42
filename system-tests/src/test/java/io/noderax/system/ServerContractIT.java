package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.recording.Exchange;
import io.noderax.testkit.recording.Recordings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Routes, fields, status codes and error bodies of the real server, held against the contract and the recordings. */
class ServerContractIT {
    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static Http anonymous;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        operator = server.operator();
        anonymous = new Http(server.url(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void everyBodyThatTheReferenceTookFromAnAgentIsTakenAndAnsweredWithTheSameMembers() {
        TestNode node = operator.enroll("replay");
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Exchange exchange : Recordings.all()) {
            boolean report =
                    exchange.route().matches("POST /api/v1/agent/tasks/\\{id}/(accepted|started|logs|completed)");
            if (!report || !exchange.isSuccess() || !(exchange.requestBody() instanceof JsonObject body)) {
                continue;
            }
            String what = exchange.path().replaceFirst(".*/", "");
            String task = operator.queue(node.id(), "true");
            node.claim(0);
            if (!what.equals("started") && !what.equals("accepted")) {
                node.report(task, "started", JsonObject.EMPTY);
            }
            JsonObject sent =
                    body.has("taskId") ? body.toBuilder().put("taskId", task).build() : body;
            Http.Answer answer = node.report(task, what, sent);
            JsonObject recorded = (JsonObject) exchange.responseBody();
            if (answer.status() != exchange.status() || !answer.body().names().containsAll(recorded.names())) {
                differences.add(exchange + "\n    recorded " + recorded + "\n    answered " + answer);
            }
            node.complete(task, "success");
            compared++;
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void aTaskGoesItsWayInTheWordsOfTheReference() {
        TestNode node = operator.enroll("words");
        String task = operator.queue(node.id(), "true");

        assertThat(node.report(task, "accepted", JsonObject.EMPTY).message())
                .isEqualTo("Task " + task + " is in queued state and cannot be accepted");
        assertThat(node.report(task, "started", JsonObject.EMPTY).message())
                .isEqualTo("Task " + task + " must be accepted before it can be started");
        assertThat(node.log(task, "x").message())
                .isEqualTo("Task " + task + " is in queued state and cannot accept logs");
        assertThat(node.complete(task, "success").message())
                .isEqualTo("Task " + task + " is in queued state and cannot be completed");
        node.claim(0);
        assertThat(node.report(task, "accepted", JsonObject.EMPTY).body())
                .isEqualTo(JsonObject.builder()
                        .put("ok", true)
                        .put("duplicate", true)
                        .put("taskId", task)
                        .build());
        assertThat(node.log(task, "x").message())
                .isEqualTo("Task " + task + " is in accepted state and cannot accept logs");
        JsonObject running = node.report(task, "started", JsonObject.EMPTY).body();
        assertThat(running.text("status")).isEqualTo("running");
        assertThat(running.get("claimToken")).isNull();
        assertThat(node.report(task, "started", JsonObject.EMPTY).status())
                .as("repeated")
                .isEqualTo(200);
        assertThat(node.log(task, "a\0b").body().text("message")).isEqualTo("a\u2400b");
        assertThat(node.complete(task, "success").body().text("status")).isEqualTo("success");
        assertThat(node.complete(task, "success").status()).as("repeated").isEqualTo(200);
        assertThat(node.complete(task, "failed").message())
                .isEqualTo("Task " + task + " is already success and cannot transition to failed");
        assertThat(node.log(task, "x").message())
                .isEqualTo("Task " + task + " is in success state and cannot accept logs");
        assertThat(node.report(task, "started", JsonObject.EMPTY).message())
                .isEqualTo("Task " + task + " is already success and cannot be started");
    }

    @Test
    void aCompletionIsTakenFromAcceptedAndNeverRefusedForItsSize() {
        TestNode node = operator.enroll("large");
        String task = operator.queue(node.id(), "true");
        node.claim(0);

        Http.Answer answer = node.report(
                task,
                "completed",
                JsonObject.builder()
                        .put("status", "success")
                        .put("output", "x".repeat(3_000_000))
                        .put("error", "y".repeat(50_000))
                        .build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("outputTruncated")).isEqualTo(true);
        assertThat(answer.body().text("output")).hasSizeLessThan(8100).contains("characters left out");
    }

    @Test
    void aCancelIsImmediateBeforeTheRunAndARequestDuringIt() {
        TestNode node = operator.enroll("cancel");
        String queued = operator.queue(node.id(), "true");
        JsonObject cancelled = cancel(queued, "never mind").body();
        assertThat(cancelled.text("status")).isEqualTo("cancelled");
        assertThat(cancelled.object("result").text("reason")).isEqualTo("cancel-requested-before-run");
        assertThat(cancelled.object("result").text("cancelReason")).isEqualTo("never mind");
        assertThat(cancelled.text("output")).isEqualTo("Task cancelled before running: never mind");
        assertThat(node.claim(0).body().object("task")).isNull();

        String running = operator.queue(node.id(), "true");
        node.claim(0);
        node.report(running, "started", JsonObject.EMPTY);
        JsonObject asked = cancel(running, "enough").body();
        assertThat(asked.text("status")).isEqualTo("running");
        assertThat(operator.reason(running)).isEqualTo("cancel-requested");
        JsonObject control = control(node, running);
        assertThat(control.get("cancelRequested")).isEqualTo(true);
        assertThat(control.text("cancelReason")).isEqualTo("enough");
        assertThat(node.complete(running, "success").body().text("status"))
                .as("it was faster")
                .isEqualTo("success");
        assertThat(cancel(running, "too late").body().text("status")).isEqualTo("success");
    }

    @Test
    void anAgentIsToldToStopWhatIsNotItsOwnAnyMore() {
        TestNode node = operator.enroll("unowned");
        String task = operator.queue(node.id(), "true");
        node.claim(0);
        assertThat(control(node, task).get("cancelRequested")).isEqualTo(false);
        cancel(task, "before start");

        assertThat(control(node, task).get("cancelRequested")).isEqualTo(true);
        assertThat(node.report(task, "started", JsonObject.EMPTY).message())
                .isEqualTo("Task " + task + " is already cancelled and cannot be started");
    }

    @Test
    void whatIsTooLargeForAnAgentOrForAStrangerIsRefusedInWords() {
        TestNode node = operator.enroll("too-large");
        JsonObject task = JsonObject.builder()
                .put("nodeId", node.id())
                .put("type", "shell.exec")
                .put("payload", JsonObject.of("command", "x".repeat(1_000_001)))
                .build();
        JsonObject request = JsonObject.builder()
                .put("email", "a@example.com")
                .put("hostname", "large-info")
                .put("additionalInfo", JsonObject.of("os", "y".repeat(20_000)))
                .build();

        Http.Answer refusedTask = operator.http().post("/api/v1/tasks", task);
        Http.Answer refusedInfo = anonymous.post("/api/v1/enrollments/initiate", request);

        assertThat(refusedTask.status()).isEqualTo(413);
        assertThat(refusedTask.message()).contains("payload must be at most 1000000 characters");
        assertThat(refusedInfo.status()).isEqualTo(413);
        assertThat(refusedInfo.message()).contains("additionalInfo must be at most");
    }

    @Test
    void aNulInAnyTextIsStoredOrRefusedAndNeverAnInternalError() {
        JsonObject request = JsonObject.builder()
                .put("email", "a@example.com")
                .put("hostname", "nul\0host")
                .build();
        JsonObject badEmail = JsonObject.builder()
                .put("email", "a\0b@example.com")
                .put("hostname", "nul-mail")
                .build();

        assertThat(anonymous.post("/api/v1/enrollments/initiate", request).status())
                .isEqualTo(201);
        assertThat(anonymous.post("/api/v1/enrollments/initiate", badEmail).status())
                .isEqualTo(400);
        assertThat(operator.http().get("/api/v1/events?type=%00").status()).isEqualTo(400);
    }

    @Test
    void aLogIsReadFromAnyPlaceOn() {
        TestNode node = operator.enroll("log");
        String task = operator.queue(node.id(), "true");
        node.claim(0);
        node.report(task, "started", JsonObject.EMPTY);
        for (int i = 1; i <= 250; i++) {
            assertThat(node.log(task, "line " + i).body().get("seq")).isEqualTo((long) i);
        }
        String logs = "/api/v1/tasks/" + task + "/logs";

        assertThat(operator.http().get(logs).items()).hasSize(100);
        List<JsonObject> page =
                operator.http().get(logs + "?after=240&limit=1000").items();
        assertThat(page)
                .extracting(row -> row.text("message"))
                .hasSize(10)
                .startsWith("line 241")
                .endsWith("line 250");
        assertThat(operator.http().get(logs + "?limit=1001").message())
                .startsWith("limit must not be greater than 1000");
        assertThat(operator.http().get(logs + "?befor=1").message()).isEqualTo("property befor should not exist");
    }

    @Test
    void everyErrorHasTheOneBodyAndSaysWhatIsAllowed() {
        TestNode node = operator.enroll("errors");
        assertProblem(anonymous.get("/api/v1/nodes"), 401, "Unauthorized");
        assertProblem(operator.http().get("/api/v1/no/such/route?x=1"), 404, "Cannot GET /api/v1/no/such/route?x=1");
        assertProblem(operator.http().send("PUT", "/api/v1/nodes"), 404, "Cannot PUT /api/v1/nodes");
        assertProblem(operator.http().get("/api/v1/nodes/nope"), 400, "node id must be a UUID (got \"nope\")");
        String unknown = UUID.randomUUID().toString();
        assertProblem(operator.http().get("/api/v1/tasks/" + unknown), 404, "Task " + unknown + " was not found");
        assertProblem(
                node.report(unknown, "started", JsonObject.EMPTY),
                404,
                "Task " + unknown + " was not found for node " + node.id());
        assertProblem(
                anonymous.post("/api/v1/agent/tasks/claim"),
                401,
                "x-agent-node-id and Authorization: Bearer <agent-token> are required");
        assertProblem(new TestNode(server.url(), node.id(), "wrong").claim(0), 401, "Invalid agent credentials");
        assertProblem(
                operator.http()
                        .post(
                                "/api/v1/tasks",
                                JsonObject.builder()
                                        .put("nodeId", node.id())
                                        .put("type", "x")
                                        .put("timeoutSeconds", 3L)
                                        .build()),
                400,
                "type must be longer than or equal to 2 characters (got \"x\"); property timeoutSeconds should not exist");
        assertProblem(
                anonymous.post("/api/v1/agent/register", JsonObject.EMPTY),
                410,
                "Registration with a shared secret is gone");
        assertThat(anonymous
                        .post("/api/v1/auth/login", "application/json", "{\"email\":")
                        .status())
                .isEqualTo(400);
        assertThat(anonymous
                        .post("/api/v1/auth/login", "application/json", "[1]")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatAgentsAddIsIgnoredAndWhatOperatorsMisspellIsRefused() {
        TestNode node = operator.enroll("tolerant");
        JsonObject claim = JsonObject.builder()
                .put("waitMs", "0")
                .put("maxTasks", 5L)
                .put("location", JsonObject.EMPTY)
                .build();

        assertThat(node.http().post("/api/v1/agent/tasks/claim", claim).status())
                .isEqualTo(200);
        operator.queue(node.id(), "true");
        assertThat(node.http()
                        .post("/api/v1/agent/tasks/claim", "text/plain", "waitMs")
                        .status())
                .as("another media type reads as no body")
                .isEqualTo(200);
    }

    @Test
    void theAgentsTokenIsReadableUntilItsFirstUseOnly() {
        JsonObject request = JsonObject.builder()
                .put("email", ServerProcess.EMAIL)
                .put("hostname", "once")
                .build();
        String token = String.valueOf(
                anonymous.post("/api/v1/enrollments/initiate", request).body().text("token"));
        operator.approve(token.substring(token.length() - 6), "once");
        JsonObject first = anonymous.get("/api/v1/enrollments/" + token).body();
        assertThat(anonymous.get("/api/v1/enrollments/" + token).body())
                .as("a lost answer")
                .isEqualTo(first);

        new TestNode(server.url(), first.text("nodeId"), first.text("agentToken")).claim(0);

        assertThat(anonymous.get("/api/v1/enrollments/" + token).body())
                .isEqualTo(JsonObject.builder()
                        .put("status", "approved")
                        .put("nodeId", first.text("nodeId"))
                        .build());
    }

    @Test
    void aRequestIsApprovedRefusedAndSupersededInTheInbox() {
        String first = initiate("inbox-1");
        String second = initiate("inbox-1");
        assertThat(anonymous.get("/api/v1/enrollments/" + first).body().text("status"))
                .isEqualTo("revoked");
        JsonObject pending = operator.http().get(operator.inbox() + "?status=pending").items().stream()
                .filter(item -> "inbox-1".equals(item.text("hostname")))
                .findFirst()
                .orElseThrow();
        assertThat(pending.text("code")).isEqualTo(second.substring(second.length() - 6));

        Http.Answer refused = operator.http()
                .post(operator.inbox() + '/' + pending.text("id") + "/refuse", JsonObject.of("reason", "not ours"));

        assertThat(refused.status()).isEqualTo(201);
        assertThat(refused.body().text("status")).isEqualTo("revoked");
        assertThat(refused.body().text("reason")).contains("not ours");
        assertThat(anonymous.get("/api/v1/enrollments/" + second).body().text("status"))
                .isEqualTo("revoked");
        assertProblem(
                operator.http()
                        .post(
                                operator.inbox() + '/' + pending.text("id") + "/approve",
                                JsonObject.of("nodeName", "x1")),
                410,
                "Enrollment token has expired or was revoked");
    }

    @Test
    void aHostnameIsOneNodeOfAWorkspace() {
        operator.enroll("twin");
        String token = initiate("twin");

        Http.Answer answer = operator.http()
                .post(
                        "/api/v1/enrollments/" + token + "/finalize",
                        JsonObject.builder()
                                .put("email", ServerProcess.EMAIL)
                                .put("nodeName", "Twin")
                                .build());

        assertProblem(answer, 409, "A node with this hostname already exists");
        assertThat(anonymous.get("/api/v1/enrollments/" + token).body().text("status"))
                .isEqualTo("pending");
    }

    @Test
    void rootIsRefusedWhereTheNodeHasNotAppliedIt() {
        TestNode node = operator.enroll("rootless");
        JsonObject task = JsonObject.builder()
                .put("nodeId", node.id())
                .put("type", "shell.exec")
                .put(
                        "payload",
                        JsonObject.builder()
                                .put("command", "id")
                                .put("runAsRoot", true)
                                .build())
                .build();

        assertProblem(
                operator.http().post("/api/v1/tasks", task),
                400,
                "rootScope must be \"task\" or \"operational\" when runAsRoot is enabled.");
    }

    @Test
    void aBatchIsQueuedForAllOrForNone() {
        TestNode open = operator.enroll("batch-1");
        TestNode closed = operator.enroll("batch-2");
        operator.http().post("/api/v1/nodes/" + closed.id() + "/maintenance/enable");
        JsonObject batch = JsonObject.builder()
                .put("nodeIds", List.of(open.id(), closed.id()))
                .put("type", "shell.exec")
                .build();

        assertProblem(
                operator.http().post("/api/v1/tasks/batch", batch),
                400,
                "Node batch-2 is in maintenance mode and cannot accept new work.");
        assertThat(operator.http().get("/api/v1/tasks?nodeId=" + open.id()).items())
                .isEmpty();
    }

    @Test
    void presenceComesFromAnyContactAndEventsTellOfIt() {
        TestNode node = operator.enroll("present");
        node.claim(0);

        List<String> types = operator.http().get("/api/v1/events?nodeId=" + node.id()).items().stream()
                .map(event -> event.text("type"))
                .toList();

        assertThat(operator.http().get("/api/v1/nodes/" + node.id()).body().text("status"))
                .isEqualTo("online");
        assertThat(types).containsExactlyInAnyOrder("node.registered", "node.online");
        assertThat(operator.http()
                        .get("/api/v1/workspaces/" + operator.workspace() + "/events?nodeId=" + node.id())
                        .items())
                .hasSize(2);
    }

    @Test
    void healthAndOpenApiAreServed() {
        JsonObject health = anonymous.get("/health").body();
        assertThat(health.text("service")).isEqualTo("noderax-api");
        assertThat(health.list("extensions")).asString().contains("enrollment-inbox", "log-cursor");
        assertThat(anonymous.get("/api/v1/health").body().text("bootId")).isEqualTo(health.text("bootId"));
        assertThat(anonymous.get("/openapi").text())
                .contains("/api/v1/agent/tasks/claim")
                .contains("openapi: 3");
        assertThat(anonymous.with("x-correlation-id", "mine").get("/health").header("x-correlation-id"))
                .isEqualTo("mine");
    }

    @Test
    void theApiDescriptionHasEveryMemberThatTheRecordingsShow() {
        JsonObject api = anonymous.get("/openapi?format=json").body();
        List<String> missing = new ArrayList<>();
        int compared = 0;
        for (Exchange exchange : Recordings.all()) {
            JsonObject operation = ApiDescription.operation(api, exchange);
            boolean gone = exchange.path().endsWith("/agent/register");
            if (operation == null || !exchange.isSuccess() || gone) {
                continue;
            }
            missing.addAll(ApiDescription.missing(api, exchange, operation));
            compared++;
        }
        assertThat(missing.stream().distinct()).isEmpty();
        assertThat(compared).isGreaterThan(150);
    }

    @Test
    void aRouteIsFoundWithASlashAtItsEnd() {
        assertThat(operator.http().get("/api/v1/tasks/?limit=1").status()).isEqualTo(200);
    }

    private static String initiate(String hostname) {
        JsonObject request = JsonObject.builder()
                .put("email", ServerProcess.EMAIL)
                .put("hostname", hostname)
                .build();
        return String.valueOf(
                anonymous.post("/api/v1/enrollments/initiate", request).body().text("token"));
    }

    private static Http.Answer cancel(String task, String reason) {
        return operator.http().post("/api/v1/tasks/" + task + "/cancel", JsonObject.of("reason", reason));
    }

    private static JsonObject control(TestNode node, String task) {
        return node.http().get("/api/v1/agent/tasks/" + task + "/control").body();
    }

    private static void assertProblem(Http.Answer answer, int status, String message) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        JsonObject body = answer.body();
        assertThat(body.get("statusCode")).isEqualTo((long) status);
        assertThat(body.text("path")).startsWith("/");
        assertThat(body.text("timestamp")).endsWith("Z");
        assertThat(body.text("message")).startsWith(message);
    }
}
