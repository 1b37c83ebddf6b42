package io.noderax.protocol.task;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/**
 * What the server has of a task's log (extension {@code log-batches}).
 *
 * @param bytes that are here
 * @param lines that are here; one that has only begun counts when nothing follows any more
 * @param missingBytes that the task wrote and nobody has any more
 * @param missingLines how many line feeds were among them
 */
public record LogSummary(long bytes, long lines, LogState state, long missingBytes, long missingLines)
        implements JsonMessage {
    public static LogSummary read(Fields fields) {
        return new LogSummary(
                fields.integer("bytes", 0, Long.MAX_VALUE),
                fields.integer("lines", 0, Long.MAX_VALUE),
                fields.choice("state", LogState.BY_NAME),
                fields.integer("missingBytes", 0, Long.MAX_VALUE),
                fields.integer("missingLines", 0, Long.MAX_VALUE));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("bytes", bytes)
                .put("lines", lines)
                .put("state", state.wireName())
                .put("missingBytes", missingBytes)
                .put("missingLines", missingLines)
                .build();
    }
}
