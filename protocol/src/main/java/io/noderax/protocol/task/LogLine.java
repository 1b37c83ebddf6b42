package io.noderax.protocol.task;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of output: {@code POST /agent/tasks/{id}/logs} (wire contract, 1.7).
 *
 * @param stream {@code stdout}, {@code stderr}; anything else is information
 * @param line 1 to 5000 characters
 */
public record LogLine(@Nullable TaskId taskId, @Nullable Instant timestamp, String stream, String line)
        implements JsonMessage {
    /** The longest line that the wire takes, in UTF-16 units. */
    public static final int LONGEST = 5000;

    public static LogLine read(Fields fields) {
        return new LogLine(
                TaskReport.taskId(fields),
                fields.optionalInstant("timestamp"),
                fields.text("stream", 1, 50),
                fields.text("line", 1, LONGEST));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .putIfPresent("taskId", taskId == null ? null : taskId.value())
                .putIfPresent("timestamp", timestamp)
                .put("stream", stream)
                .put("line", line)
                .build();
    }
}
