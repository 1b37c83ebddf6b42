package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Answers a made-up node's package tasks. */
record PackageAgent(TestNode node) {
    /** A contact: the node is online from here on. */
    static PackageAgent online(TestNode node) {
        node.claim(0);
        return new PackageAgent(node);
    }

    /** Claims one task, once it comes, and completes it with that body; gives the task as it was claimed. */
    CompletableFuture<JsonObject> answer(JsonObject completion) {
        return node.claimLater(20_000).thenApply(claimed -> {
            JsonObject task = claimed.body().object("task");
            if (task == null) {
                throw new AssertionError("no task came: " + claimed);
            }
            String id = String.valueOf(task.text("id"));
            node.report(id, "started", JsonObject.EMPTY);
            Http.Answer completed = node.report(
                    id, "completed", completion.toBuilder().put("taskId", id).build());
            if (completed.status() != 200) {
                throw new AssertionError("not taken: " + completed);
            }
            return task;
        });
    }

    /** Has applied what is wanted. */
    void applied(String profile) {
        JsonObject report = JsonObject.of("appliedProfile", profile);
        node.http()
                .post(
                        "/api/v1/agent/tasks/claim",
                        JsonObject.builder()
                                .put("waitMs", 0)
                                .put("rootAccess", report)
                                .build());
    }

    static JsonObject success(List<JsonObject> packages) {
        return JsonObject.builder()
                .put("status", "success")
                .put("exitCode", 0)
                .put("result", JsonObject.of("packages", packages))
                .build();
    }

    static JsonObject entry(String name, String version) {
        return JsonObject.builder()
                .put("name", name)
                .put("version", version)
                .put("architecture", "amd64")
                .put("description", "a package called " + name)
                .build();
    }

    static List<JsonObject> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> entry("package-" + i, "1." + i))
                .toList();
    }
}
