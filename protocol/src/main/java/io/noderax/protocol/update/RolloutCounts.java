package io.noderax.protocol.update;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;

/** How many nodes of a rollout are how far. */
public record RolloutCounts(long total, long completed, long failed, long skipped, long active, long pending)
        implements JsonMessage {
    public static final RolloutCounts NONE = new RolloutCounts(0, 0, 0, 0, 0, 0);

    static RolloutCounts of(List<RolloutTargetView> targets) {
        return new RolloutCounts(
                targets.size(),
                count(targets, status -> status == UpdateStatus.COMPLETED),
                count(targets, status -> status == UpdateStatus.FAILED),
                count(targets, status -> status == UpdateStatus.SKIPPED),
                count(targets, UpdateStatus::isActive),
                count(targets, status -> status == UpdateStatus.PENDING));
    }

    static RolloutCounts read(Fields fields) {
        return new RolloutCounts(
                number(fields, "total"),
                number(fields, "completed"),
                number(fields, "failed"),
                number(fields, "skipped"),
                number(fields, "active"),
                number(fields, "pending"));
    }

    private static long count(List<RolloutTargetView> targets, Predicate<UpdateStatus> kind) {
        return targets.stream().map(RolloutTargetView::status).filter(kind).count();
    }

    private static long number(Fields fields, String name) {
        return fields.integer(name, 0, Integer.MAX_VALUE);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("total", total)
                .put("completed", completed)
                .put("failed", failed)
                .put("skipped", skipped)
                .put("active", active)
                .put("pending", pending)
                .build();
    }
}
