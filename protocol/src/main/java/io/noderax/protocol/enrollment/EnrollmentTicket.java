package io.noderax.protocol.enrollment;

import io.noderax.protocol.id.EnrollmentToken;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;

/** The answer to an {@link EnrollmentRequest}: the token to poll with, and until when a person may approve. */
public record EnrollmentTicket(EnrollmentToken token, Instant expiresAt) implements JsonMessage {
    public static EnrollmentTicket read(Fields fields) {
        return new EnrollmentTicket(new EnrollmentToken(fields.text("token", 1, 512)), fields.instant("expiresAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("token", token.secret())
                .put("expiresAt", expiresAt)
                .build();
    }
}
