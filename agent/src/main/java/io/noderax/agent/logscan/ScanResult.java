package io.noderax.agent.logscan;

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
