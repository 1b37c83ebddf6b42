package io.noderax.protocol.task;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored line of a task's log.
 *
 * @param level {@code stdout}, {@code stderr}, {@code info} or {@code error}
 * @param seq the line's place in the log, from 1 (extension; null from a reference server)
 */
public record LogRow(
        UUID id,
        TaskId taskId,
        String level,
        String message,
        @Nullable Instant timestamp,
        Instant createdAt,
        @Nullable Long seq)
        implements JsonMessage {
    public static LogRow read(Fields fields) {
        return new LogRow(
                fields.uuid("id"),
                new TaskId(fields.uuid("taskId")),
                fields.text("level", 1, 64),
                fields.text("message", 0, Integer.MAX_VALUE),
                fields.optionalInstant("timestamp"),
                fields.instant("createdAt"),
                fields.optionalInteger("seq", 0, Long.MAX_VALUE));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id)
                .put("taskId", taskId.value())
                .put("level", level)
                .put("message", message)
                .put("timestamp", timestamp)
                .put("createdAt", createdAt)
                .putIfPresent("seq", seq)
                .build();
    }
}
