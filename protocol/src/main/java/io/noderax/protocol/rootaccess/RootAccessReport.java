package io.noderax.protocol.rootaccess;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a node has applied, told in every claim; each part may be missing. */
public record RootAccessReport(
        @Nullable RootProfile appliedProfile,
        @Nullable Instant lastAppliedAt,
        @Nullable String lastError) implements JsonMessage {
    /** Nothing applied, nothing wrong. */
    public static final RootAccessReport OFF = new RootAccessReport(RootProfile.OFF, null, null);

    public static RootAccessReport read(Fields fields) {
        return new RootAccessReport(
                fields.optionalChoice("appliedProfile", RootProfile.BY_NAME),
                fields.optionalInstant("lastAppliedAt"),
                fields.optionalText("lastError", 0, 10_000));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .putIfPresent("appliedProfile", appliedProfile == null ? null : appliedProfile.wireName())
                .putIfPresent("lastAppliedAt", lastAppliedAt)
                .putIfPresent("lastError", lastError)
                .build();
    }
}
