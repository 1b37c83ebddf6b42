package io.noderax.protocol.enrollment;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A person approves a request of the inbox, by its id (extension). */
public record ApproveEnrollment(String nodeName, @Nullable String description) implements JsonMessage {
    public static ApproveEnrollment read(Fields fields) {
        return new ApproveEnrollment(fields.text("nodeName", 2, 120), fields.optionalText("description", 2, 10_000));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("nodeName", nodeName)
                .putIfPresent("description", description)
                .build();
    }
}
