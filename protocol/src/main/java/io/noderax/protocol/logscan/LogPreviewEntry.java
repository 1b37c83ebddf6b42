package io.noderax.protocol.logscan;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One line of a node's log, as the node has told it. */
public record LogPreviewEntry(
        @Nullable String timestamp,
        @Nullable String message,
        @Nullable String unit,
        @Nullable String identifier) implements JsonMessage {
    private static final int ANY = Integer.MAX_VALUE;

    static LogPreviewEntry read(Fields fields) {
        return new LogPreviewEntry(
                fields.optionalText("timestamp", 0, ANY),
                fields.optionalText("message", 0, ANY),
                fields.optionalText("unit", 0, ANY),
                fields.optionalText("identifier", 0, ANY));
    }

    /** Members that are no texts are left out: an agent's words are not checked before. */
    public static LogPreviewEntry of(JsonObject told) {
        return new LogPreviewEntry(
                told.text("timestamp"), told.text("message"), told.text("unit"), told.text("identifier"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("timestamp", timestamp)
                .put("message", message)
                .put("unit", unit)
                .put("identifier", identifier)
                .build();
    }
}
