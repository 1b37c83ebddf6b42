package io.noderax.protocol.task;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether an agent should stop a task: {@code GET /agent/tasks/{id}/control} (wire contract, 1.7). */
public record ControlAnswer(
        TaskId taskId,
        TaskStatus status,
        boolean cancelRequested,
        @Nullable Instant cancelRequestedAt,
        @Nullable String cancelReason)
        implements JsonMessage {
    public static ControlAnswer read(Fields fields) {
        return new ControlAnswer(
                new TaskId(fields.uuid("taskId")),
                fields.choice("status", TaskStatus.BY_NAME),
                Boolean.TRUE.equals(fields.optionalBoolean("cancelRequested")),
                fields.optionalInstant("cancelRequestedAt"),
                fields.optionalText("cancelReason", 0, Integer.MAX_VALUE));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("taskId", taskId.value())
                .put("status", status.wireName())
                .put("cancelRequested", cancelRequested)
                .put("cancelRequestedAt", cancelRequestedAt)
                .put("cancelReason", cancelReason)
                .build();
    }
}
