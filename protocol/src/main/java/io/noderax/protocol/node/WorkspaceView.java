package io.noderax.protocol.node;

import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace and the caller's role in it (wire contract, 3.3). The Telegram token is never shown: null when there is none. */
public record WorkspaceView(
        WorkspaceId id,
        String name,
        String slug,
        String defaultTimezone,
        @Nullable UUID createdByUserId,
        boolean isArchived,
        boolean isDefault,
        @Nullable String currentUserRole,
        Instant createdAt,
        Instant updatedAt)
        implements JsonMessage {
    public static WorkspaceView read(Fields fields) {
        return new WorkspaceView(
                new WorkspaceId(fields.uuid("id")),
                fields.text("name", 0, 160),
                fields.text("slug", 0, 80),
                fields.text("defaultTimezone", 0, 80),
                fields.optionalUuid("createdByUserId"),
                Boolean.TRUE.equals(fields.optionalBoolean("isArchived")),
                Boolean.TRUE.equals(fields.optionalBoolean("isDefault")),
                fields.optionalText("currentUserRole", 0, 64),
                fields.instant("createdAt"),
                fields.instant("updatedAt"));
    }

    /** The same workspace as somebody with that role sees it. */
    public WorkspaceView withRole(String role) {
        return new WorkspaceView(
                id, name, slug, defaultTimezone, createdByUserId, isArchived, isDefault, role, createdAt, updatedAt);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id.value())
                .put("name", name)
                .put("slug", slug)
                .put("defaultTimezone", defaultTimezone)
                .put("createdByUserId", createdByUserId)
                .put("isArchived", isArchived)
                .put("isDefault", isDefault)
                .put("automationEmailEnabled", false)
                .put("automationTelegramEnabled", false)
                .put("automationTelegramBotToken", null)
                .put("automationTelegramChatId", null)
                .put("automationEmailLevels", List.of("critical"))
                .put("automationTelegramLevels", List.of("critical"))
                .put("createdAt", createdAt)
                .put("updatedAt", updatedAt)
                .putIfPresent("currentUserRole", currentUserRole)
                .build();
    }
}
