package io.noderax.protocol.update;

import io.noderax.protocol.id.RolloutId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version on its way to some nodes, one after another (wire contract, 3.9).
 *
 * @param requestedByUserId null when that user is gone
 * @param statusMessage why it stands where it stands
 * @param targets in their order
 */
public record RolloutView(
        RolloutId id,
        String targetVersion,
        RolloutStatus status,
        boolean rollback,
        @Nullable UUID requestedByUserId,
        String requestedByEmail,
        String statusMessage,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Instant cancelledAt,
        RolloutCounts counts,
        List<RolloutTargetView> targets,
        Instant createdAt,
        Instant updatedAt)
        implements JsonMessage {
    private static final int ANY = Integer.MAX_VALUE;

    public static RolloutView read(Fields fields) {
        return new RolloutView(
                new RolloutId(fields.uuid("id")),
                fields.text("targetVersion", 0, ANY),
                fields.choice("status", RolloutStatus.BY_NAME),
                Boolean.TRUE.equals(fields.optionalBoolean("rollback")),
                fields.optionalUuid("requestedByUserId"),
                fields.text("requestedByEmailSnapshot", 0, ANY),
                fields.text("statusMessage", 0, ANY),
                fields.optionalInstant("startedAt"),
                fields.optionalInstant("completedAt"),
                fields.optionalInstant("cancelledAt"),
                fields.nested("counts", RolloutCounts::read),
                fields.optionalItems("targets", RolloutTargetView::read),
                fields.instant("createdAt"),
                fields.instant("updatedAt"));
    }

    /** The same with its targets, which are counted anew. */
    public RolloutView with(List<RolloutTargetView> all) {
        return new RolloutView(
                id,
                targetVersion,
                status,
                rollback,
                requestedByUserId,
                requestedByEmail,
                statusMessage,
                startedAt,
                completedAt,
                cancelledAt,
                RolloutCounts.of(all),
                all,
                createdAt,
                updatedAt);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id.value())
                .put("targetVersion", targetVersion)
                .put("status", status.wireName())
                .put("rollback", rollback)
                .put("requestedByUserId", requestedByUserId)
                .put("requestedByEmailSnapshot", requestedByEmail)
                .put("statusMessage", statusMessage)
                .put("startedAt", startedAt)
                .put("completedAt", completedAt)
                .put("cancelledAt", cancelledAt)
                .put("counts", counts)
                .put("targets", targets)
                .put("createdAt", createdAt)
                .put("updatedAt", updatedAt)
                .build();
    }
}
