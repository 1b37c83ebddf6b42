package io.noderax.protocol.task;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of {@code accepted} and {@code started}: nothing but which task and when, both optional (wire contract, 1.7). */
public record TaskReport(@Nullable TaskId taskId, @Nullable Instant timestamp) implements JsonMessage {
    public static TaskReport read(Fields fields) {
        return new TaskReport(taskId(fields), fields.optionalInstant("timestamp"));
    }

    static @Nullable TaskId taskId(Fields fields) {
        UUID id = fields.optionalUuid("taskId");
        return id == null ? null : new TaskId(id);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .putIfPresent("taskId", taskId == null ? null : taskId.value())
                .putIfPresent("timestamp", timestamp)
                .build();
    }
}
