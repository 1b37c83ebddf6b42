package io.noderax.protocol.session;

import io.noderax.protocol.id.UserId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person with an account, without anything secret (wire contract, 3.1). */
public record UserView(
        UserId id,
        String email,
        String name,
        String role,
        boolean isActive,
        String timezone,
        String inviteStatus,
        @Nullable Instant lastInvitedAt,
        @Nullable Instant activatedAt,
        boolean criticalEventEmailsEnabled,
        boolean enrollmentEmailsEnabled,
        boolean mfaEnabled,
        Instant createdAt,
        Instant updatedAt)
        implements JsonMessage {
    public static UserView read(Fields fields) {
        return new UserView(
                new UserId(fields.uuid("id")),
                fields.text("email", 0, 254),
                fields.text("name", 0, 120),
                fields.text("role", 0, 64),
                Boolean.TRUE.equals(fields.optionalBoolean("isActive")),
                fields.text("timezone", 0, 80),
                fields.text("inviteStatus", 0, 64),
                fields.optionalInstant("lastInvitedAt"),
                fields.optionalInstant("activatedAt"),
                Boolean.TRUE.equals(fields.optionalBoolean("criticalEventEmailsEnabled")),
                Boolean.TRUE.equals(fields.optionalBoolean("enrollmentEmailsEnabled")),
                Boolean.TRUE.equals(fields.optionalBoolean("mfaEnabled")),
                fields.instant("createdAt"),
                fields.instant("updatedAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id.value())
                .put("email", email)
                .put("name", name)
                .put("role", role)
                .put("isActive", isActive)
                .put("timezone", timezone)
                .put("inviteStatus", inviteStatus)
                .put("lastInvitedAt", lastInvitedAt)
                .put("activatedAt", activatedAt)
                .put("criticalEventEmailsEnabled", criticalEventEmailsEnabled)
                .put("enrollmentEmailsEnabled", enrollmentEmailsEnabled)
                .put("mfaEnabled", mfaEnabled)
                .put("createdAt", createdAt)
                .put("updatedAt", updatedAt)
                .build();
    }
}
