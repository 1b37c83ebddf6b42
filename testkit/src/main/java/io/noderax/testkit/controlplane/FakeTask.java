package io.noderax.testkit.controlplane;

import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as the fake keeps it; its control plane's lock guards it. */
final class FakeTask {
    final UUID id = UUID.randomUUID();
    final UUID workspace = UUID.nameUUIDFromBytes(new byte[0]);
    final UUID node;
    final String type;
    final JsonObject payload;
    final Instant createdAt;
    final List<String> lines = new ArrayList<>();
    String status = "queued";
    int starts;

    @Nullable
    UUID claimToken;

    @Nullable
    Instant leaseUntil;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    @Nullable
    Instant cancelRequestedAt;

    @Nullable
    String cancelReason;

    @Nullable
    JsonObject completion;

    /** Null as long as no batch came. */
    @Nullable
    FakeLog log;

    FakeTask(UUID node, String type, JsonObject payload, Instant createdAt) {
        this.node = node;
        this.type = type;
        this.payload = payload;
        this.createdAt = createdAt;
    }

    boolean isFinal() {
        return status.equals("success") || status.equals("failed") || status.equals("cancelled");
    }

    /** Whether it waits for the start of an attempt that is not among those. */
    boolean isUnknownTo(List<?> attempts) {
        return status.equals("accepted") && !attempts.contains(String.valueOf(claimToken));
    }

    /** Takes what keeps it, as its agent says. */
    Reply keep() {
        return status.equals("running")
                ? Reply.ok(row())
                : Reply.conflict("Task %s is in %s state".formatted(id, status));
    }

    /** In which status a task is whose agent reports that. */
    static String finalStatus(String reported) {
        return switch (reported) {
            case "timeout" -> "failed";
            case "canceled" -> "cancelled";
            case String other -> other;
        };
    }

    void requeue() {
        status = "queued";
        claimToken = null;
    }

    /** The answer to the question whether to stop. */
    JsonObject control(boolean stop) {
        return JsonObject.builder()
                .put("taskId", id)
                .put("status", status)
                .put("cancelRequested", stop)
                .put("cancelRequestedAt", cancelRequestedAt)
                .put("cancelReason", cancelReason)
                .build();
    }

    JsonObject row() {
        boolean held = status.equals("accepted");
        return JsonObject.builder()
                .put("id", id)
                .put("workspaceId", workspace)
                .put("nodeId", node)
                .put("targetTeamId", null)
                .put("templateId", null)
                .put("templateName", null)
                .put("type", type)
                .put("isInternal", false)
                .put("payload", payload)
                .put("status", status)
                .put("result", completion == null ? null : completion.get("result"))
                .put("output", completion == null ? null : completion.get("output"))
                .put("outputTruncated", false)
                .put("leaseUntil", held ? leaseUntil : null)
                .put("claimedBy", held ? node : null)
                .put("claimToken", held ? claimToken : null)
                .put("startedAt", startedAt)
                .put("finishedAt", finishedAt)
                .put("cancelRequestedAt", cancelRequestedAt)
                .put("cancelReason", cancelReason)
                .put("createdAt", createdAt)
                .put("updatedAt", createdAt)
                .build();
    }
}
