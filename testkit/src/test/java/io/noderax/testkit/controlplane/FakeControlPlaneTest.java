package io.noderax.testkit.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.recording.Exchange;
import io.noderax.testkit.recording.Recordings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake is as strict as the recorded reference, and says it in the same words. */
class FakeControlPlaneTest {
    private static final String TOKEN = "%064x".formatted(1);

    private final FakeControlPlane fake = FakeControlPlane.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        fake.close();
        client.close();
    }

    @Test
    void everyBodyThatTheReferenceRefusedIsRefusedInTheSameWords() throws Exception {
        UUID node = fake.addNode(TOKEN);
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Exchange exchange : Recordings.all()) {
            if (isRefusedBody(exchange) && exchange.requestBody() instanceof JsonObject body) {
                UUID task = runningTask(node);
                String path = exchange.path().replaceFirst("tasks/[0-9a-f-]{36}", "tasks/" + task);
                JsonObject answer = post(path, withTask(body, exchange, task), node);
                String recorded = String.valueOf(((JsonObject) exchange.responseBody()).text("message"));
                if (!recorded.equals(answer.text("message"))) {
                    differences.add(exchange + "\n    recorded " + recorded + "\n    answered " + answer);
                }
                compared++;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void everyBodyThatTheReferenceTookIsTaken() throws Exception {
        UUID node = fake.addNode(TOKEN);
        int compared = 0;
        for (Exchange exchange : Recordings.all()) {
            boolean agentCall =
                    exchange.route().matches("POST /api/v1/agent/tasks/.*/(accepted|started|logs|completed)");
            if (agentCall && exchange.isSuccess() && exchange.requestBody() instanceof JsonObject body) {
                UUID task = exchange.path().endsWith("/started") ? claimedTask(node) : runningTask(node);
                String path = exchange.path().replaceFirst("tasks/[0-9a-f-]{36}", "tasks/" + task);
                JsonObject answer = post(path, withTask(body, exchange, task), node);
                assertThat(answer.get("statusCode")).as(exchange + " " + answer).isNull();
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void aTaskIsHandedOutOnceAndItsStateSpeaksTheReferencesWords() throws Exception {
        UUID node = fake.addNode(TOKEN);
        UUID task = fake.queueCommand(node, "true");

        assertThat(post(path(task, "started"), JsonObject.EMPTY, node).text("message"))
                .isEqualTo("Task " + task + " must be accepted before it can be started");
        assertThat(post(path(task, "logs"), line("x"), node).text("message"))
                .isEqualTo("Task " + task + " is in queued state and cannot accept logs");
        assertThat(claim(node).object("task")).isNotNull();
        assertThat(claim(node).object("task")).isNull();
        assertThat(post(path(task, "completed"), JsonObject.of("status", "success"), node)
                        .text("message"))
                .isEqualTo("Task " + task + " is in accepted state and cannot be completed");
        post(path(task, "started"), JsonObject.EMPTY, node);
        post(path(task, "completed"), JsonObject.of("status", "success"), node);
        assertThat(post(path(task, "started"), JsonObject.EMPTY, node).text("message"))
                .isEqualTo("Task " + task + " is already success and cannot be started");
        assertThat(fake.starts(task)).isEqualTo(1);
    }

    @Test
    void aFaultMeetsOneCallOnly() throws Exception {
        UUID node = fake.addNode(TOKEN);
        fake.plan("/agent/tasks/claim", Fault.html(200), Fault.throttled(7));

        assertThat(send("/api/v1/agent/tasks/claim", JsonObject.of("waitMs", 0L), node)
                        .body())
                .startsWith("<html>");
        assertThat(send("/api/v1/agent/tasks/claim", JsonObject.of("waitMs", 0L), node)
                        .statusCode())
                .isEqualTo(429);
        assertThat(send("/api/v1/agent/tasks/claim", JsonObject.of("waitMs", 0L), node)
                        .statusCode())
                .isEqualTo(200);
    }

    private static boolean isRefusedBody(Exchange exchange) {
        return exchange.status() == 400
                && exchange.responseBody() instanceof JsonObject
                && exchange.route().matches("POST /api/v1/(agent/(tasks/.*|heartbeat)|enrollments/initiate)");
    }

    /** The recorded task's id is this task's; a foreign one stays foreign. */
    private static JsonObject withTask(JsonObject body, Exchange exchange, UUID task) {
        String recorded = body.text("taskId");
        boolean same = recorded != null && exchange.path().contains(recorded);
        return same ? body.toBuilder().put("taskId", task).build() : body;
    }

    private UUID runningTask(UUID node) throws Exception {
        UUID task = claimedTask(node);
        post(path(task, "started"), JsonObject.EMPTY, node);
        return task;
    }

    private UUID claimedTask(UUID node) throws Exception {
        UUID task = fake.queueCommand(node, "true");
        claim(node);
        return task;
    }

    private JsonObject claim(UUID node) throws Exception {
        return post("/api/v1/agent/tasks/claim", JsonObject.of("waitMs", 0L), node);
    }

    private static String path(UUID task, String what) {
        return "/api/v1/agent/tasks/" + task + '/' + what;
    }

    private static JsonObject line(String text) {
        return JsonObject.builder().put("stream", "stdout").put("line", text).build();
    }

    private JsonObject post(String path, JsonObject body, UUID node) throws Exception {
        return Json.parseObject(send(path, body, node).body());
    }

    private HttpResponse<String> send(String path, JsonObject body, UUID node)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.url() + path))
                .header("x-agent-node-id", node.toString())
                .header("authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
