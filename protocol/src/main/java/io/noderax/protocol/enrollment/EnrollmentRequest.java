package io.noderax.protocol.enrollment;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A machine asks to become a node: {@code POST /enrollments/initiate} (wire contract, 1.2).
 *
 * @param email of the person to ask, in lower case
 * @param hostname 2 to 255 characters, in lower case
 * @param additionalInfo free-form; an agent sends os, arch, agentVersion, platformVersion, kernelVersion
 */
public record EnrollmentRequest(
        String email, String hostname, @Nullable JsonObject additionalInfo) implements JsonMessage {
    public static EnrollmentRequest read(Fields fields) {
        return new EnrollmentRequest(
                fields.email("email"),
                fields.text("hostname", 2, 255).toLowerCase(Locale.ROOT),
                fields.optionalObject("additionalInfo"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("email", email)
                .put("hostname", hostname)
                .putIfPresent("additionalInfo", additionalInfo)
                .build();
    }
}
