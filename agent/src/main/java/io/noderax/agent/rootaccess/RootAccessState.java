package io.noderax.agent.rootaccess;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootAccessReport;
import io.noderax.protocol.rootaccess.RootProfile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is applied on this node (agent contract, 4).
 *
 * @param lastError why another profile that is wanted could not be applied; null when there is nothing wrong
 * @param revision counts the applied profiles
 */
public record RootAccessState(
        RootProfile applied,
        @Nullable Instant lastAppliedAt,
        @Nullable String lastError,
        long revision) implements JsonMessage {
    static final RootAccessState NEVER = new RootAccessState(RootProfile.OFF, null, null, 0);
    private static final int LONGEST_ERROR = 2000;

    static RootAccessState read(Fields fields) {
        return new RootAccessState(
                fields.choice("appliedProfile", RootProfile.BY_NAME),
                fields.optionalInstant("lastAppliedAt"),
                fields.optionalText("lastError", 0, 10_000),
                fields.integer("revision", 0, Long.MAX_VALUE));
    }

    RootAccessState applied(RootProfile profile, Instant at) {
        return new RootAccessState(profile, at, null, revision + 1);
    }

    RootAccessState failed(@Nullable String error) {
        String cut = error == null || error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
        return new RootAccessState(applied, lastAppliedAt, cut, revision);
    }

    RootAccessReport report() {
        return new RootAccessReport(applied, lastAppliedAt, lastError);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("appliedProfile", applied.wireName())
                .put("lastAppliedAt", lastAppliedAt)
                .put("lastError", lastError)
                .put("revision", revision)
                .build();
    }
}
