package io.noderax.protocol.logscan;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operator asks for the end of a log: {@code POST .../nodes/{n}/log-preview} (wire contract, 3.8).
 *
 * @param monitor whether only whole lines are wanted, those since the cursor if there is one (extension)
 * @param cursor of the answer before (extension)
 * @param runAsRoot null: where the node has applied operational root access (extension; the reference always asks for root)
 */
public record AskLogPreview(
        LogPreset preset,
        int lines,
        boolean monitor,
        @Nullable JsonObject cursor,
        @Nullable Boolean runAsRoot) implements JsonMessage {
    public static final int MOST_LINES = 500;

    private static final int LONGEST_CURSOR = 4000;
    private static final Map<String, Boolean> MODES = modes();

    public static AskLogPreview read(Fields fields) {
        LogPreset preset = fields.choice("sourcePresetId", LogPreset.BY_ID);
        Long lines = fields.optionalInteger("backfillLines", 1, MOST_LINES);
        Boolean monitor = fields.optionalChoice("mode", MODES);
        JsonObject cursor = fields.optionalObject("cursor");
        if (cursor != null && cursor.toString().length() > LONGEST_CURSOR) {
            throw new InvalidFields(
                    List.of("cursor must be what an answer gave, at most " + LONGEST_CURSOR + " characters as JSON"));
        }
        return new AskLogPreview(
                preset,
                lines == null ? LogPreset.STANDARD_LINES : lines.intValue(),
                Boolean.TRUE.equals(monitor),
                cursor,
                fields.optionalBoolean("runAsRoot"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sourcePresetId", preset.id())
                .put("backfillLines", lines)
                .putIfPresent("mode", monitor ? "monitor" : null)
                .putIfPresent("cursor", cursor)
                .putIfPresent("runAsRoot", runAsRoot)
                .build();
    }

    private static Map<String, Boolean> modes() {
        Map<String, Boolean> modes = new LinkedHashMap<>();
        modes.put("preview", false);
        modes.put("monitor", true);
        return modes;
    }
}
