package io.noderax.server.logscan;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.logscan.LogPreset;
import io.noderax.protocol.logscan.LogPreview;
import io.noderax.protocol.logscan.LogPreviewEntry;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import java.util.List;

/** Makes the answer of a task's end. An agent's result may have any shape: what does not fit is left out. */
final class PreviewWords {
    private PreviewWords() {}

    static LogPreview of(LogPreset preset, TaskView task) {
        boolean found = task.status() == TaskStatus.SUCCESS;
        JsonObject result = found && task.result() != null ? task.result() : JsonObject.EMPTY;
        return new LogPreview(
                task.id(),
                task.status(),
                preset.id(),
                entries(result),
                Boolean.TRUE.equals(result.get("truncated")),
                texts(result.list("warnings")),
                found ? null : error(task),
                result.text("sourceType"),
                result.object("cursor"));
    }

    private static List<LogPreviewEntry> entries(JsonObject result) {
        return result.list("entries").stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(LogPreviewEntry::of)
                .toList();
    }

    private static List<String> texts(List<?> values) {
        return values.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private static String error(TaskView task) {
        JsonObject result = task.result();
        String told = result == null ? null : result.text("error");
        return told != null && !told.isBlank()
                ? told
                : "Task finished with status " + task.status().wireName() + ".";
    }
}
