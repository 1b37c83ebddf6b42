package io.noderax.protocol.task;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/**
 * The answer to a batch of log frames (extension {@code log-batches}).
 *
 * @param acknowledged everything of the log below this offset is stored
 */
public record BatchAcknowledged(long acknowledged) implements JsonMessage {
    public static BatchAcknowledged read(Fields fields) {
        return new BatchAcknowledged(fields.integer("acknowledged", 0, Long.MAX_VALUE));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().put("acknowledged", acknowledged).build();
    }
}
