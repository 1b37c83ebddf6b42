package io.noderax.protocol.logscan;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.TaskStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The end of a log, or why it is not there yet (wire contract, 3.8).
 *
 * @param entries none while the node has not answered
 * @param error null when the node has answered
 * @param sourceType {@code file} or {@code journal} (extension); null while the node has not answered, and from a reference server
 * @param cursor to go on from (extension); null as with the type
 */
public record LogPreview(
        TaskId task,
        TaskStatus status,
        String presetId,
        List<LogPreviewEntry> entries,
        boolean truncated,
        List<String> warnings,
        @Nullable String error,
        @Nullable String sourceType,
        @Nullable JsonObject cursor)
        implements JsonMessage {
    private static final int ANY = Integer.MAX_VALUE;

    public static LogPreview read(Fields fields) {
        UUID task = fields.uuid("taskId");
        return new LogPreview(
                new TaskId(task),
                fields.choice("taskStatus", TaskStatus.BY_NAME),
                fields.text("sourcePresetId", 1, ANY),
                fields.optionalItems("entries", LogPreviewEntry::read),
                Boolean.TRUE.equals(fields.optionalBoolean("truncated")),
                fields.optionalTexts("warnings"),
                fields.optionalText("error", 0, ANY),
                fields.optionalText("sourceType", 0, ANY),
                fields.optionalObject("cursor"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("taskId", task.value())
                .put("taskStatus", status.wireName())
                .put("sourcePresetId", presetId)
                .put("entries", entries)
                .put("truncated", truncated)
                .put("warnings", warnings)
                .put("error", error)
                .putIfPresent("sourceType", sourceType)
                .putIfPresent("cursor", cursor)
                .build();
    }
}
