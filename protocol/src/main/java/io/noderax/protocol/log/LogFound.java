package io.noderax.protocol.log;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How far a search through a log has come (extension {@code log-search}).
 *
 * @param line the number of the line with the text; null: none so far
 * @param looked how many lines were looked at
 * @param next where to go on, as {@code before} or {@code after}, when there is more to look at; null: there is not
 */
public record LogFound(
        @Nullable Long line, long looked, @Nullable Long next) implements JsonMessage {
    public static LogFound read(Fields fields) {
        return new LogFound(
                fields.optionalInteger("line", 1, Long.MAX_VALUE),
                fields.integer("looked", 0, Long.MAX_VALUE),
                fields.optionalInteger("next", 0, Long.MAX_VALUE));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("line", line)
                .put("looked", looked)
                .put("next", next)
                .build();
    }
}
