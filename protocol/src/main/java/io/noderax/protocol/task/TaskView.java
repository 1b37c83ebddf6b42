package io.noderax.protocol.task;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as both agents and operators are shown it (wire contract, 1.6 and 5.2).
 *
 * @param claimToken the attempt that holds the task, from the claim until it starts or loses its lease
 * @param attempts how often the task has been claimed (extension; null from a reference server)
 * @param queueDeadline when the task fails if nobody has claimed it (extension)
 * @param statusReason why it stands where it stands (extension)
 * @param log what the server has of its log (extension); null when it has none
 */
public record TaskView(
        TaskId id,
        WorkspaceId workspaceId,
        NodeId nodeId,
        @Nullable UUID targetTeamId,
        @Nullable UUID templateId,
        @Nullable String templateName,
        String type,
        boolean isInternal,
        JsonObject payload,
        TaskStatus status,
        @Nullable JsonObject result,
        @Nullable String output,
        boolean outputTruncated,
        @Nullable Instant leaseUntil,
        @Nullable NodeId claimedBy,
        @Nullable AttemptId claimToken,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant cancelRequestedAt,
        @Nullable String cancelReason,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Long attempts,
        @Nullable Instant queueDeadline,
        @Nullable StatusReason statusReason,
        @Nullable LogSummary log)
        implements JsonMessage {
    private static final int ANY = Integer.MAX_VALUE;

    public static TaskView read(Fields fields) {
        UUID claimedBy = fields.optionalUuid("claimedBy");
        UUID claimToken = fields.optionalUuid("claimToken");
        JsonObject payload = fields.optionalObject("payload");
        return new TaskView(
                new TaskId(fields.uuid("id")),
                new WorkspaceId(fields.uuid("workspaceId")),
                new NodeId(fields.uuid("nodeId")),
                fields.optionalUuid("targetTeamId"),
                fields.optionalUuid("templateId"),
                fields.optionalText("templateName", 0, ANY),
                fields.text("type", 1, ANY),
                Boolean.TRUE.equals(fields.optionalBoolean("isInternal")),
                payload == null ? JsonObject.EMPTY : payload,
                fields.choice("status", TaskStatus.BY_NAME),
                fields.optionalObject("result"),
                fields.optionalText("output", 0, ANY),
                Boolean.TRUE.equals(fields.optionalBoolean("outputTruncated")),
                fields.optionalInstant("leaseUntil"),
                claimedBy == null ? null : new NodeId(claimedBy),
                claimToken == null ? null : new AttemptId(claimToken),
                fields.optionalInstant("startedAt"),
                fields.optionalInstant("finishedAt"),
                fields.optionalInstant("cancelRequestedAt"),
                fields.optionalText("cancelReason", 0, ANY),
                fields.instant("createdAt"),
                fields.instant("updatedAt"),
                fields.optionalInteger("attempts", 0, Long.MAX_VALUE),
                fields.optionalInstant("queueDeadline"),
                fields.optional("statusReason", StatusReason::read),
                fields.optional("log", LogSummary::read));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id.value())
                .put("workspaceId", workspaceId.value())
                .put("nodeId", nodeId.value())
                .put("targetTeamId", targetTeamId)
                .put("templateId", templateId)
                .put("templateName", templateName)
                .put("type", type)
                .put("isInternal", isInternal)
                .put("payload", payload)
                .put("status", status.wireName())
                .put("result", result)
                .put("output", output)
                .put("outputTruncated", outputTruncated)
                .put("leaseUntil", leaseUntil)
                .put("claimedBy", claimedBy == null ? null : claimedBy.value())
                .put("claimToken", claimToken == null ? null : claimToken.value())
                .put("startedAt", startedAt)
                .put("finishedAt", finishedAt)
                .put("cancelRequestedAt", cancelRequestedAt)
                .put("cancelReason", cancelReason)
                .put("createdAt", createdAt)
                .put("updatedAt", updatedAt)
                .putIfPresent("attempts", attempts)
                .putIfPresent("queueDeadline", queueDeadline)
                .putIfPresent("statusReason", statusReason)
                .putIfPresent("log", log)
                .build();
    }
}
