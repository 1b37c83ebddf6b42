package io.noderax.protocol.task;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a running task from going on: {@code POST /agent/tasks/{id}/state} (extension {@code task-state}).
 *
 * @param code for machines; null when nothing keeps it any more
 * @param message for people; null with the code
 * @param details what the message says, for machines
 */
public record TaskState(
        @Nullable TaskId taskId,
        @Nullable Instant timestamp,
        @Nullable String code,
        @Nullable String message,
        @Nullable JsonObject details)
        implements JsonMessage {
    /** In UTF-16 units. */
    public static final int LONGEST_MESSAGE = 1000;

    private static final int LONGEST_CODE = 64;

    public static TaskState read(Fields fields) {
        String code = fields.optionalText("code", 1, LONGEST_CODE);
        return new TaskState(
                TaskReport.taskId(fields),
                fields.optionalInstant("timestamp"),
                code,
                code == null
                        ? fields.optionalText("message", 0, LONGEST_MESSAGE)
                        : fields.text("message", 1, LONGEST_MESSAGE),
                fields.optionalObject("details"));
    }

    /** Nothing keeps it any more. */
    public static TaskState goesOn(TaskId task, Instant now) {
        return new TaskState(task, now, null, null, null);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .putIfPresent("taskId", taskId == null ? null : taskId.value())
                .putIfPresent("timestamp", timestamp)
                .put("code", code)
                .putIfPresent("message", message)
                .putIfPresent("details", details)
                .build();
    }
}
