package io.noderax.agent.logscan;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be read (agent contract, 6).
 *
 * @param monitor goes on from the cursor, and leaves a line whose end is not written yet for the next time
 */
public record ScanRequest(
        Preset preset,
        boolean monitor,
        ScanLimits limits,
        @Nullable ScanCursor cursor,
        boolean runAsRoot) implements JsonMessage {
    private static final Map<String, Boolean> MODES = modes();

    /** @throws InvalidFields when a member is not allowed: names it, the value, and what is allowed */
    public static ScanRequest read(JsonObject request, Fields.Unknown unknown) {
        return Fields.read(request, unknown, ScanRequest::read);
    }

    private static ScanRequest read(Fields fields) {
        Boolean monitor = fields.optionalChoice("mode", MODES);
        ScanLimits standard = ScanLimits.standard(Boolean.TRUE.equals(monitor));
        Preset preset = fields.choice("sourcePresetId", Preset.BY_NAME);
        ScanLimits limits = fields.optional("limits", given -> ScanLimits.read(given, standard));
        ScanCursor cursor = fields.optional("cursor", ScanCursor::read);
        Boolean root = fields.optionalBoolean("runAsRoot");
        fields.optionalText("rootScope", 0, 40);
        return new ScanRequest(
                preset,
                Boolean.TRUE.equals(monitor),
                limits == null ? standard : limits,
                cursor,
                Boolean.TRUE.equals(root));
    }

    @Override
    public JsonObject toJson() {
        JsonObject given = JsonObject.builder()
                .put("maxLines", limits.lines())
                .put("maxBytes", limits.bytes())
                .put("backfillLines", limits.backfill())
                .build();
        return JsonObject.builder()
                .put("mode", monitor ? "monitor" : "preview")
                .put("sourcePresetId", preset.wireName())
                .put("runAsRoot", runAsRoot)
                .put("limits", given)
                .put("cursor", cursor == null ? null : cursor.toJson())
                .build();
    }

    private static Map<String, Boolean> modes() {
        Map<String, Boolean> modes = new LinkedHashMap<>();
        modes.put("preview", false);
        modes.put("monitor", true);
        return modes;
    }
}
