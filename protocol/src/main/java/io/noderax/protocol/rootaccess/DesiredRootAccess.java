package io.noderax.protocol.rootaccess;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The profile that operators want on a node, and since when; part of every claim's answer. */
public record DesiredRootAccess(
        RootProfile profile, @Nullable Instant updatedAt) implements JsonMessage {
    public static DesiredRootAccess read(Fields fields) {
        return new DesiredRootAccess(
                fields.choice("profile", RootProfile.BY_NAME), fields.optionalInstant("updatedAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("profile", profile.wireName())
                .put("updatedAt", updatedAt)
                .build();
    }
}
