package io.noderax.agent.logscan;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a log.
 *
 * @param time null when the line does not say
 * @param unit of systemd; null when nobody knows
 * @param identifier the program; where the line does not say, the file that it stands in
 */
record LogEntry(
        @Nullable Instant time,
        String message,
        @Nullable String unit,
        @Nullable String identifier) implements JsonMessage {
    static LogEntry read(Fields fields) {
        return new LogEntry(
                fields.optionalInstant("timestamp"),
                fields.text("message", 0, Integer.MAX_VALUE),
                fields.optionalText("unit", 0, Integer.MAX_VALUE),
                fields.optionalText("identifier", 0, Integer.MAX_VALUE));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("timestamp", time == null ? null : Timestamps.print(time))
                .put("message", message)
                .put("unit", unit)
                .put("identifier", identifier)
                .build();
    }
}
