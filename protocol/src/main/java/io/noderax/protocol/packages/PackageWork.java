package io.noderax.protocol.packages;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.StatusReason;
import io.noderax.protocol.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the package routes answer: the task behind it, and its outcome if there is one (wire contract, 3.8).
 *
 * @param operation the type of the task
 * @param purge null where nothing can be purged
 * @param term what was searched for
 * @param outcome null: the node has not answered yet
 * @param statusReason why there is no newer answer (extension)
 */
public record PackageWork(
        TaskId taskId,
        TaskStatus status,
        NodeId nodeId,
        String operation,
        List<String> names,
        @Nullable Boolean purge,
        @Nullable String term,
        @Nullable Outcome outcome,
        @Nullable StatusReason statusReason)
        implements JsonMessage {
    public static final String LIST = "packageList";
    public static final String SEARCH = "packageSearch";
    public static final String INSTALL = "packageInstall";
    public static final String REMOVE = "packageRemove";
    public static final String PURGE = "packagePurge";

    private static final int ANY = Integer.MAX_VALUE;

    /**
     * What a list or a search brought.
     *
     * @param error why it brought nothing, or nothing newer
     * @param takenAt when the node said so (extension)
     * @param stale whether it may be different by now (extension)
     * @param refreshTaskId the task that asks anew (extension)
     */
    public record Outcome(
            List<PackageEntry> packages,
            @Nullable String error,
            @Nullable Instant takenAt,
            boolean stale,
            @Nullable TaskId refreshTaskId) {
        public Outcome {
            packages = List.copyOf(packages);
        }
    }

    /** Of a list; a server that is not ours says less. */
    public static PackageWork read(Fields fields) {
        String operation = fields.text("operation", 1, ANY);
        String items = operation.equals(SEARCH) ? "results" : "packages";
        List<PackageEntry> packages = fields.optionalItems(items, PackageEntry::read);
        String error = fields.optionalText("error", 0, ANY);
        Instant takenAt = fields.optionalInstant("takenAt");
        boolean stale = Boolean.TRUE.equals(fields.optionalBoolean("stale"));
        java.util.UUID refresh = fields.optionalUuid("refreshTaskId");
        TaskStatus status = fields.choice("status", TaskStatus.BY_NAME);
        Outcome outcome = new Outcome(packages, error, takenAt, stale, refresh == null ? null : new TaskId(refresh));
        return new PackageWork(
                new TaskId(fields.uuid("taskId")),
                status,
                new NodeId(fields.uuid("nodeId")),
                operation,
                fields.optionalTexts("names"),
                fields.optionalBoolean("purge"),
                fields.optionalText("term", 0, ANY),
                status.isFinal() ? outcome : null,
                fields.optional("statusReason", StatusReason::read));
    }

    @Override
    public JsonObject toJson() {
        boolean failed = outcome != null && outcome.error() != null;
        JsonObject.Builder json = JsonObject.builder()
                .put("taskId", taskId.value())
                .put("taskStatus", failed ? TaskStatus.FAILED.wireName() : status.wireName())
                .put("id", taskId.value())
                .put("status", status.wireName())
                .put("nodeId", nodeId.value())
                .put("operation", operation)
                .put("names", names)
                .put("purge", purge)
                .put("term", term);
        if (outcome != null) {
            put(json, outcome);
        }
        return json.putIfPresent("statusReason", statusReason).build();
    }

    private void put(JsonObject.Builder json, Outcome brought) {
        if (operation.equals(SEARCH)) {
            json.put(
                    "results",
                    brought.packages().stream().map(PackageEntry::toSearchJson).toList());
        } else {
            json.put("packages", brought.packages());
        }
        json.put("error", brought.error());
        if (brought.takenAt() != null) {
            json.put("takenAt", brought.takenAt()).put("stale", brought.stale());
        }
        json.putIfPresent(
                "refreshTaskId",
                brought.refreshTaskId() == null ? null : brought.refreshTaskId().value());
    }
}
