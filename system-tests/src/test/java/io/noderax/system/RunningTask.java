package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.LogFrame;
import java.util.List;

/** A task that a test runs as its node's agent. */
record RunningTask(TestNode node, String id, String attempt) {
    static RunningTask start(Operator operator, TestNode node) {
        String id = operator.queue(node.id(), "x");
        JsonObject claimed = node.claim(5_000).body().object("task");
        if (claimed == null || !id.equals(claimed.text("id"))) {
            throw new AssertionError("cannot claim " + id + ": " + claimed);
        }
        node.report(id, "accepted", JsonObject.EMPTY);
        node.report(id, "started", JsonObject.EMPTY);
        return new RunningTask(node, id, String.valueOf(claimed.text("claimToken")));
    }

    Http http() {
        return node.http().with("x-noderax-attempt", attempt);
    }

    String route() {
        return "/api/v1/agent/tasks/" + id + "/log-batches";
    }

    Http.Answer send(byte[] frames) {
        return http().postBytes(route(), LogFrame.MEDIA_TYPE, frames);
    }

    Http.Answer send(List<LogFrame> frames) {
        return send(Frames.bytes(frames));
    }

    /** What the server acknowledges. */
    long acknowledged(List<LogFrame> frames) {
        Http.Answer answer = send(frames);
        if (answer.status() != 200) {
            throw new AssertionError("batch refused: " + answer);
        }
        return (Long) answer.body().get("acknowledged");
    }

    Http.Answer complete(JsonObject logEnd) {
        return node.report(
                id,
                "completed",
                JsonObject.builder()
                        .put("status", "success")
                        .put("exitCode", 0)
                        .put("log", logEnd)
                        .build());
    }
}
