package io.noderax.protocol.update;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.RolloutId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.id.UpdateTargetId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One node of a rollout (wire contract, 3.9).
 *
 * @param previousVersion what the node ran when the rollout was made; null when it had not said
 * @param statusMessage why it stands where it stands
 * @param taskId the task that brings the update to the node; null before it is dispatched
 * @param sequence its place in the order, from 0
 */
public record RolloutTargetView(
        UpdateTargetId id,
        RolloutId rolloutId,
        NodeId nodeId,
        WorkspaceId workspaceId,
        @Nullable UUID teamId,
        String nodeName,
        @Nullable String previousVersion,
        String targetVersion,
        UpdateStatus status,
        long progressPercent,
        @Nullable String statusMessage,
        @Nullable TaskId taskId,
        long sequence,
        @Nullable Instant dispatchedAt,
        @Nullable Instant completedAt,
        Instant createdAt,
        Instant updatedAt)
        implements JsonMessage {
    private static final int ANY = Integer.MAX_VALUE;

    public static RolloutTargetView read(Fields fields) {
        UUID task = fields.optionalUuid("taskId");
        return new RolloutTargetView(
                new UpdateTargetId(fields.uuid("id")),
                new RolloutId(fields.uuid("rolloutId")),
                new NodeId(fields.uuid("nodeId")),
                new WorkspaceId(fields.uuid("workspaceId")),
                fields.optionalUuid("teamId"),
                fields.text("nodeNameSnapshot", 0, ANY),
                fields.optionalText("previousVersion", 0, ANY),
                fields.text("targetVersion", 0, ANY),
                fields.choice("status", UpdateStatus.BY_NAME),
                fields.integer("progressPercent", 0, 100),
                fields.optionalText("statusMessage", 0, ANY),
                task == null ? null : new TaskId(task),
                fields.integer("sequence", 0, ANY),
                fields.optionalInstant("dispatchedAt"),
                fields.optionalInstant("completedAt"),
                fields.instant("createdAt"),
                fields.instant("updatedAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id.value())
                .put("rolloutId", rolloutId.value())
                .put("nodeId", nodeId.value())
                .put("workspaceId", workspaceId.value())
                .put("teamId", teamId)
                .put("nodeNameSnapshot", nodeName)
                .put("previousVersion", previousVersion)
                .put("targetVersion", targetVersion)
                .put("status", status.wireName())
                .put("progressPercent", progressPercent)
                .put("statusMessage", statusMessage)
                .put("taskId", taskId == null ? null : taskId.value())
                .put("sequence", sequence)
                .put("dispatchedAt", dispatchedAt)
                .put("completedAt", completedAt)
                .put("createdAt", createdAt)
                .put("updatedAt", updatedAt)
                .build();
    }
}
