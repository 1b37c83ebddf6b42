package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A node whose agent is the test itself. */
record TestNode(String url, String id, String token, Map<String, String> headers) {
    TestNode(String url, String id, String token) {
        this(url, id, token, Map.of("x-agent-node-id", id, "authorization", "Bearer " + token));
    }

    Http http() {
        return new Http(url, headers);
    }

    /** The same node, whose agent sends one more header. */
    TestNode with(String header, String value) {
        return new TestNode(url, id, token, http().with(header, value).headers());
    }

    /** The same node, whose agent talks to another server. */
    TestNode at(String otherUrl) {
        return new TestNode(otherUrl, id, token, headers);
    }

    Http.Answer claim(long waitMs) {
        return http().post("/api/v1/agent/tasks/claim", JsonObject.of("waitMs", waitMs));
    }

    CompletableFuture<Http.Answer> claimLater(long waitMs) {
        return http().postLater("/api/v1/agent/tasks/claim", JsonObject.of("waitMs", waitMs));
    }

    Http.Answer report(String task, String what, JsonObject body) {
        return http().post("/api/v1/agent/tasks/" + task + '/' + what, body);
    }

    Http.Answer log(String task, String line) {
        return report(
                task,
                "logs",
                JsonObject.builder().put("stream", "stdout").put("line", line).build());
    }

    Http.Answer complete(String task, String status) {
        return report(task, "completed", JsonObject.of("status", status));
    }
}
