package io.noderax.agent.holder;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * That a task is to run as root, which this process is not.
 *
 * @param socket of the root broker
 * @param operation what it is, in the words of {@code agent.operations}; null for a command, which then is {@code SHELL -lc COMMAND}
 */
public record RootOrder(Path socket, @Nullable JsonObject operation) implements JsonMessage {
    static RootOrder read(Fields fields) {
        return new RootOrder(Path.of(fields.text("socket", 1, Integer.MAX_VALUE)), fields.optionalObject("operation"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("socket", socket.toString())
                .putIfPresent("operation", operation)
                .build();
    }
}
