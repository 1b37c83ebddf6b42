package io.noderax.protocol.node;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node as operators are shown it (wire contract, 3.4 and 5.1). On the wire the groups are flat.
 *
 * @param status {@code online} or {@code offline}
 * @param location as the node said it last (extension); null when it never did
 */
public record NodeView(
        NodeId id,
        WorkspaceId workspaceId,
        String name,
        @Nullable String description,
        String hostname,
        String os,
        String arch,
        String status,
        @Nullable UUID teamId,
        @Nullable String teamName,
        Maintenance maintenance,
        Notifications notifications,
        RootAccess rootAccess,
        Versions versions,
        @Nullable NodeLocation location,
        @Nullable Instant lastSeenAt,
        Instant createdAt,
        Instant updatedAt)
        implements JsonMessage {
    private static final int ANY = Integer.MAX_VALUE;

    /** Whether the node is kept from new work, and why. */
    public record Maintenance(
            boolean on,
            @Nullable String reason,
            @Nullable Instant startedAt,
            @Nullable UUID byUserId) {
        static Maintenance read(Fields fields) {
            return new Maintenance(
                    isTrue(fields, "maintenanceMode"),
                    fields.optionalText("maintenanceReason", 0, ANY),
                    fields.optionalInstant("maintenanceStartedAt"),
                    fields.optionalUuid("maintenanceByUserId"));
        }
    }

    /** Which severities of its events go out by which channel. */
    public record Notifications(
            boolean emailEnabled, List<String> emailLevels, boolean telegramEnabled, List<String> telegramLevels) {
        static Notifications read(Fields fields) {
            return new Notifications(
                    isTrue(fields, "notificationEmailEnabled"),
                    fields.optionalTexts("notificationEmailLevels"),
                    isTrue(fields, "notificationTelegramEnabled"),
                    fields.optionalTexts("notificationTelegramLevels"));
        }
    }

    /**
     * The wanted profile, the applied one, and how they agree.
     *
     * @param syncStatus {@code pending}, {@code applied} or {@code failed}
     * @param expiresAt when the wanted profile goes back to {@code off} by itself (extension); null: it stays
     * @param reason why it is wanted, or why not any more (extension)
     */
    public record RootAccess(
            RootProfile profile,
            RootProfile appliedProfile,
            String syncStatus,
            @Nullable Instant updatedAt,
            @Nullable UUID updatedByUserId,
            @Nullable Instant lastAppliedAt,
            @Nullable String lastError,
            @Nullable Instant expiresAt,
            @Nullable String reason)
            implements JsonMessage {
        static RootAccess read(Fields fields) {
            return new RootAccess(
                    fields.choice("rootAccessProfile", RootProfile.BY_NAME),
                    fields.choice("rootAccessAppliedProfile", RootProfile.BY_NAME),
                    fields.text("rootAccessSyncStatus", 0, 64),
                    fields.optionalInstant("rootAccessUpdatedAt"),
                    fields.optionalUuid("rootAccessUpdatedByUserId"),
                    fields.optionalInstant("rootAccessLastAppliedAt"),
                    fields.optionalText("rootAccessLastError", 0, ANY),
                    fields.optionalInstant("rootAccessExpiresAt"),
                    fields.optionalText("rootAccessReason", 0, ANY));
        }

        /** Whether the surface may be used now: the node has applied it, and it is still wanted. */
        public boolean allows(String surface) {
            return appliedProfile.allows(surface) && profile.allows(surface);
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("rootAccessProfile", profile.wireName())
                    .put("rootAccessAppliedProfile", appliedProfile.wireName())
                    .put("rootAccessSyncStatus", syncStatus)
                    .put("rootAccessUpdatedAt", updatedAt)
                    .put("rootAccessUpdatedByUserId", updatedByUserId)
                    .put("rootAccessLastAppliedAt", lastAppliedAt)
                    .put("rootAccessLastError", lastError)
                    .putIfPresent("rootAccessExpiresAt", expiresAt)
                    .putIfPresent("rootAccessReason", reason)
                    .build();
        }
    }

    /** What the node runs, as it last said. */
    public record Versions(
            @Nullable String agent,
            @Nullable String platform,
            @Nullable String kernel,
            @Nullable Instant lastReportedAt) {
        static Versions read(Fields fields) {
            return new Versions(
                    fields.optionalText("agentVersion", 0, ANY),
                    fields.optionalText("platformVersion", 0, ANY),
                    fields.optionalText("kernelVersion", 0, ANY),
                    fields.optionalInstant("lastVersionReportedAt"));
        }
    }

    public static NodeView read(Fields fields) {
        return new NodeView(
                new NodeId(fields.uuid("id")),
                new WorkspaceId(fields.uuid("workspaceId")),
                fields.text("name", 0, ANY),
                fields.optionalText("description", 0, ANY),
                fields.text("hostname", 0, ANY),
                fields.text("os", 0, ANY),
                fields.text("arch", 0, ANY),
                fields.text("status", 0, 64),
                fields.optionalUuid("teamId"),
                fields.optionalText("teamName", 0, ANY),
                Maintenance.read(fields),
                Notifications.read(fields),
                RootAccess.read(fields),
                Versions.read(fields),
                fields.optional("location", NodeLocation::read),
                fields.optionalInstant("lastSeenAt"),
                fields.instant("createdAt"),
                fields.instant("updatedAt"));
    }

    private static boolean isTrue(Fields fields, String name) {
        return Boolean.TRUE.equals(fields.optionalBoolean(name));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id.value())
                .put("workspaceId", workspaceId.value())
                .put("name", name)
                .put("description", description)
                .put("hostname", hostname)
                .put("os", os)
                .put("arch", arch)
                .put("status", status)
                .put("teamId", teamId)
                .put("teamName", teamName)
                .put("maintenanceMode", maintenance.on())
                .put("maintenanceReason", maintenance.reason())
                .put("maintenanceStartedAt", maintenance.startedAt())
                .put("maintenanceByUserId", maintenance.byUserId())
                .put("notificationEmailEnabled", notifications.emailEnabled())
                .put("notificationEmailLevels", notifications.emailLevels())
                .put("notificationTelegramEnabled", notifications.telegramEnabled())
                .put("notificationTelegramLevels", notifications.telegramLevels())
                .putAll(rootAccess.toJson())
                .put("agentVersion", versions.agent())
                .put("platformVersion", versions.platform())
                .put("kernelVersion", versions.kernel())
                .put("lastVersionReportedAt", versions.lastReportedAt())
                .putIfPresent("location", location == null ? null : location.toJson())
                .put("lastSeenAt", lastSeenAt)
                .put("createdAt", createdAt)
                .put("updatedAt", updatedAt)
                .build();
    }
}
