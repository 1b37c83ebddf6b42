package io.noderax.protocol.event;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened (wire contract, 6.4); severity is {@code info}, {@code warning} or {@code critical}. */
public record EventView(
        UUID id,
        UUID workspaceId,
        @Nullable UUID nodeId,
        String type,
        String severity,
        String message,
        @Nullable JsonObject metadata,
        Instant createdAt)
        implements JsonMessage {
    public static EventView read(Fields fields) {
        return new EventView(
                fields.uuid("id"),
                fields.uuid("workspaceId"),
                fields.optionalUuid("nodeId"),
                fields.text("type", 1, 120),
                fields.text("severity", 1, 64),
                fields.text("message", 0, Integer.MAX_VALUE),
                fields.optionalObject("metadata"),
                fields.instant("createdAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id)
                .put("workspaceId", workspaceId)
                .put("nodeId", nodeId)
                .put("type", type)
                .put("severity", severity)
                .put("message", message)
                .put("metadata", metadata)
                .put("createdAt", createdAt)
                .build();
    }
}
