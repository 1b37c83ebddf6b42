package io.noderax.protocol.install;

import io.noderax.protocol.id.InstallId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far an installation has come (wire contract, 1.3).
 *
 * @param hostname of the machine that used the token; null until then
 * @param nodeId the node that it has become; null until then
 * @param status {@code pending}, {@code installing}, {@code completed}, {@code failed} or {@code expired}
 * @param stage what the installer does now, for instance {@code binary_downloaded}
 * @param progressPercent 0 to 100
 * @param startedAt the first word of the machine; null until then
 * @param consumedAt when the machine became a node; null until then
 */
public record NodeInstallView(
        InstallId installId,
        WorkspaceId workspaceId,
        @Nullable UUID teamId,
        String nodeName,
        @Nullable String description,
        @Nullable String hostname,
        @Nullable UUID nodeId,
        String status,
        String stage,
        long progressPercent,
        @Nullable String statusMessage,
        @Nullable Instant startedAt,
        @Nullable Instant consumedAt,
        Instant expiresAt,
        Instant createdAt,
        Instant updatedAt)
        implements JsonMessage {
    public static NodeInstallView read(Fields fields) {
        return new NodeInstallView(
                new InstallId(fields.uuid("installId")),
                new WorkspaceId(fields.uuid("workspaceId")),
                fields.optionalUuid("teamId"),
                fields.text("nodeName", 0, 120),
                fields.optionalText("description", 0, 10_000),
                fields.optionalText("hostname", 0, 255),
                fields.optionalUuid("nodeId"),
                fields.text("status", 1, 64),
                fields.text("stage", 1, 64),
                fields.integer("progressPercent", 0, 100),
                fields.optionalText("statusMessage", 0, 10_000),
                fields.optionalInstant("startedAt"),
                fields.optionalInstant("consumedAt"),
                fields.instant("expiresAt"),
                fields.instant("createdAt"),
                fields.instant("updatedAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("installId", installId.value())
                .put("workspaceId", workspaceId.value())
                .put("teamId", teamId)
                .put("nodeName", nodeName)
                .put("description", description)
                .put("hostname", hostname)
                .put("nodeId", nodeId)
                .put("status", status)
                .put("stage", stage)
                .put("progressPercent", progressPercent)
                .put("statusMessage", statusMessage)
                .put("startedAt", startedAt)
                .put("consumedAt", consumedAt)
                .put("expiresAt", expiresAt)
                .put("createdAt", createdAt)
                .put("updatedAt", updatedAt)
                .build();
    }
}
