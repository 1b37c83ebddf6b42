package io.noderax.protocol.audit;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the audit log (wire contract, 3.8 and 5.4).
 *
 * @param scope "platform" or "workspace"
 */
public record AuditEntryView(
        UUID id,
        String scope,
        @Nullable UUID workspaceId,
        Actor actor,
        String action,
        Target target,
        Origin origin,
        @Nullable JsonObject changes,
        @Nullable JsonObject metadata,
        Instant createdAt)
        implements JsonMessage {
    /** Who did it; the address stands as it was then. */
    public record Actor(
            String type, @Nullable UUID userId, @Nullable String emailSnapshot) {}

    /** What it was done to. */
    public record Target(
            String type, @Nullable String id, @Nullable String label) {}

    /** Where the call came from. */
    public record Origin(
            @Nullable String ipAddress, @Nullable String userAgent) {}

    public static AuditEntryView read(Fields fields) {
        return new AuditEntryView(
                fields.uuid("id"),
                fields.text("scope", 1, 24),
                fields.optionalUuid("workspaceId"),
                new Actor(
                        fields.text("actorType", 1, 24),
                        fields.optionalUuid("actorUserId"),
                        fields.optionalText("actorEmailSnapshot", 0, 10_000)),
                fields.text("action", 1, 120),
                new Target(
                        fields.text("targetType", 1, 80),
                        fields.optionalText("targetId", 0, 120),
                        fields.optionalText("targetLabel", 0, 10_000)),
                new Origin(fields.optionalText("ipAddress", 0, 10_000), fields.optionalText("userAgent", 0, 10_000)),
                fields.optionalObject("changes"),
                fields.optionalObject("metadata"),
                fields.instant("createdAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id)
                .put("scope", scope)
                .put("workspaceId", workspaceId)
                .put("actorType", actor.type())
                .put("actorUserId", actor.userId())
                .put("actorEmailSnapshot", actor.emailSnapshot())
                .put("action", action)
                .put("targetType", target.type())
                .put("targetId", target.id())
                .put("targetLabel", target.label())
                .put("ipAddress", origin.ipAddress())
                .put("userAgent", origin.userAgent())
                .put("changes", changes)
                .put("metadata", metadata)
                .put("createdAt", createdAt)
                .build();
    }
}
