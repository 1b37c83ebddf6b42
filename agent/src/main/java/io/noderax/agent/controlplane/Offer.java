package io.noderax.agent.controlplane;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a claim, as far as an agent needs it: read with less than the full task row, so that a strange row is a task
 * that fails with a reason and not a claim that nobody understands.
 *
 * @param desiredProfile null when the server does not say, or names one that this version does not know
 */
public record Offer(@Nullable ClaimedTask task, @Nullable RootProfile desiredProfile) {
    /**
     * A claimed task.
     *
     * @param attempt the {@code claimToken}; made up when the server sends none
     * @param payload whatever was sent; not checked here
     * @param timeoutSeconds of the task itself; null over HTTP with a reference server
     */
    public record ClaimedTask(
            TaskId id,
            AttemptId attempt,
            String type,
            @Nullable Object payload,
            @Nullable Object timeoutSeconds) {}

    static Offer read(JsonObject answer) {
        return Fields.read(answer, Fields.Unknown.IGNORED, fields -> {
            ClaimedTask task = fields.optional("task", Offer::task);
            JsonObject rootAccess = answer.object("rootAccess");
            String profile = rootAccess == null ? null : rootAccess.text("profile");
            return new Offer(withRawValues(task, answer), profile == null ? null : RootProfile.BY_NAME.get(profile));
        });
    }

    private static ClaimedTask task(Fields fields) {
        UUID attempt = fields.optionalUuid("claimToken");
        return new ClaimedTask(
                new TaskId(fields.uuid("id")),
                new AttemptId(attempt == null ? UUID.randomUUID() : attempt),
                fields.text("type", 1, Integer.MAX_VALUE),
                null,
                null);
    }

    private static @Nullable ClaimedTask withRawValues(@Nullable ClaimedTask task, JsonObject answer) {
        JsonObject row = answer.object("task");
        if (task == null || row == null) {
            return null;
        }
        return new ClaimedTask(task.id(), task.attempt(), task.type(), row.get("payload"), row.get("timeoutSeconds"));
    }
}
