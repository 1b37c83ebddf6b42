package io.noderax.protocol.alert;

import io.noderax.protocol.id.AlertId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One cause on one node, from its first event to its recovery (extension {@code alerts}).
 *
 * @param type of the events that tell of it, for instance {@code node.offline}
 * @param severity {@code warning} or {@code critical}
 * @param message of the last of them
 * @param count how often it has begun since {@code startedAt}
 * @param recoveredAt null while it lasts
 * @param acknowledgedAt null when nobody has, or when it has begun again or become worse since
 * @param mutedUntil null when it is not muted
 */
public record AlertView(
        AlertId id,
        WorkspaceId workspaceId,
        NodeId nodeId,
        String type,
        String severity,
        String message,
        long count,
        Instant startedAt,
        Instant lastSeenAt,
        @Nullable Instant recoveredAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant mutedUntil,
        @Nullable String mutedBy)
        implements JsonMessage {
    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id.value())
                .put("workspaceId", workspaceId.value())
                .put("nodeId", nodeId.value())
                .put("type", type)
                .put("severity", severity)
                .put("message", message)
                .put("count", count)
                .put("startedAt", startedAt)
                .put("lastSeenAt", lastSeenAt)
                .put("recoveredAt", recoveredAt)
                .put("acknowledgedAt", acknowledgedAt)
                .put("acknowledgedByEmailSnapshot", acknowledgedBy)
                .put("mutedUntil", mutedUntil)
                .put("mutedByEmailSnapshot", mutedBy)
                .build();
    }
}
