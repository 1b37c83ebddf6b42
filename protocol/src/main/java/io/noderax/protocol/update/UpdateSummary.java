package io.noderax.protocol.update;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How up to date the nodes are (wire contract, 3.9).
 *
 * @param latestRelease null when there is none
 * @param outdatedNodeCount nodes that run anything else
 * @param eligibleOutdatedNodeCount those of them that could be updated now
 * @param releaseCheckedAt when the releases were last looked at; null: they cannot be
 */
public record UpdateSummary(
        @Nullable ReleaseView latestRelease,
        long outdatedNodeCount,
        long eligibleOutdatedNodeCount,
        @Nullable RolloutView activeRollout,
        @Nullable Instant releaseCheckedAt)
        implements JsonMessage {
    public static UpdateSummary read(Fields fields) {
        return new UpdateSummary(
                fields.optional("latestRelease", ReleaseView::read),
                fields.integer("outdatedNodeCount", 0, Integer.MAX_VALUE),
                fields.integer("eligibleOutdatedNodeCount", 0, Integer.MAX_VALUE),
                fields.optional("activeRollout", RolloutView::read),
                fields.optionalInstant("releaseCheckedAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("latestRelease", latestRelease)
                .put("outdatedNodeCount", outdatedNodeCount)
                .put("eligibleOutdatedNodeCount", eligibleOutdatedNodeCount)
                .put("activeRollout", activeRollout)
                .put("releaseCheckedAt", releaseCheckedAt)
                .build();
    }
}
