package io.noderax.agent.logscan;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.List;

/**
 * What was read (wire contract, 7).
 *
 * @param sourceType {@code file} or {@code journal}
 * @param truncated whether the limits left something out, or in monitor mode for the next time
 * @param bytesRead of the log, also for what is not in the entries
 */
public record ScanResult(
        Preset preset,
        String sourceType,
        List<LogEntry> entries,
        ScanCursor cursor,
        boolean truncated,
        long bytesRead,
        List<String> warnings)
        implements JsonMessage {
    private static final int LONGEST_TYPE = 50;

    /** A result that another process has made, perhaps of another version. */
    static ScanResult read(Fields fields) {
        Preset preset = fields.choice("sourcePresetId", Preset.BY_NAME);
        String sourceType = fields.text("sourceType", 1, LONGEST_TYPE);
        List<LogEntry> entries = fields.optionalItems("entries", LogEntry::read);
        ScanCursor cursor = fields.nested("cursor", ScanCursor::read);
        boolean truncated = Boolean.TRUE.equals(fields.optionalBoolean("truncated"));
        long bytesRead = fields.integer("bytesRead", 0, Long.MAX_VALUE);
        fields.integer("linesRead", entries.size(), entries.size());
        return new ScanResult(
                preset, sourceType, entries, cursor, truncated, bytesRead, fields.optionalTexts("warnings"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("sourcePresetId", preset.wireName())
                .put("sourceType", sourceType)
                .put("entries", entries)
                .put("cursor", cursor.toJson())
                .put("truncated", truncated)
                .put("bytesRead", bytesRead)
                .put("linesRead", entries.size())
                .put("warnings", warnings)
                .build();
    }
}
