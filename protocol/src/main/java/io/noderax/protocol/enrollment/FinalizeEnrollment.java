package io.noderax.protocol.enrollment;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A person approves with the raw token in the path: {@code POST /enrollments/{token}/finalize} (wire contract, 1.2). */
public record FinalizeEnrollment(
        String email, String nodeName, @Nullable String description) implements JsonMessage {
    public static FinalizeEnrollment read(Fields fields) {
        return new FinalizeEnrollment(
                fields.email("email"), fields.text("nodeName", 2, 120), fields.optionalText("description", 2, 10_000));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("email", email)
                .put("nodeName", nodeName)
                .putIfPresent("description", description)
                .build();
    }
}
