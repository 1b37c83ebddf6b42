package io.noderax.protocol.enrollment;

import io.noderax.protocol.id.EnrollmentId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request in the enrollment inbox, for the person who decides (an extension: the reference has no such list).
 *
 * @param code the last six characters of the token, to compare with what the machine shows
 * @param status {@code pending}, {@code approved} or {@code revoked}
 * @param nodeId the node that the approval made; null until then
 * @param reason why it was refused, expired or superseded; null otherwise
 */
public record EnrollmentView(
        EnrollmentId id,
        String email,
        String hostname,
        String code,
        @Nullable JsonObject additionalInfo,
        String status,
        @Nullable UUID nodeId,
        @Nullable String reason,
        Instant expiresAt,
        Instant createdAt)
        implements JsonMessage {
    public static EnrollmentView read(Fields fields) {
        return new EnrollmentView(
                new EnrollmentId(fields.uuid("id")),
                fields.text("email", 0, 254),
                fields.text("hostname", 0, 255),
                fields.text("code", 0, 64),
                fields.optionalObject("additionalInfo"),
                fields.text("status", 1, 64),
                fields.optionalUuid("nodeId"),
                fields.optionalText("reason", 0, 10_000),
                fields.instant("expiresAt"),
                fields.instant("createdAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id.value())
                .put("email", email)
                .put("hostname", hostname)
                .put("code", code)
                .put("additionalInfo", additionalInfo)
                .put("status", status)
                .put("nodeId", nodeId)
                .put("reason", reason)
                .put("expiresAt", expiresAt)
                .put("createdAt", createdAt)
                .build();
    }
}
