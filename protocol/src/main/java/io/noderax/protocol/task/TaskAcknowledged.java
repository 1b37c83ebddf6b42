package io.noderax.protocol.task;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/** The answer to {@code accepted}: the claim has already said it, so it is always a duplicate. */
public record TaskAcknowledged(boolean ok, boolean duplicate, TaskId taskId) implements JsonMessage {
    public static TaskAcknowledged read(Fields fields) {
        return new TaskAcknowledged(
                Boolean.TRUE.equals(fields.optionalBoolean("ok")),
                Boolean.TRUE.equals(fields.optionalBoolean("duplicate")),
                new TaskId(fields.uuid("taskId")));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("ok", ok)
                .put("duplicate", duplicate)
                .put("taskId", taskId.value())
                .build();
    }
}
