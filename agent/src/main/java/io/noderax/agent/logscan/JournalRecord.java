package io.noderax.agent.logscan;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One entry as {@code journalctl -o json} prints it (systemd's "Journal JSON Format"): a field is a text, an array of byte values
 * when it is no UTF-8, an array of those when it was given several times, or null when it is too large.
 */
record JournalRecord(String cursor, LogEntry entry, int bytes) {
    private static final long MICROS = 1_000_000;

    /** Null when it is no entry. */
    static @Nullable JournalRecord parse(byte[] line) {
        if (line.length == 0 || line[0] != '{') {
            return null;
        }
        try {
            return of(Json.parseObject(line));
        } catch (JsonException e) {
            return null;
        }
    }

    private static @Nullable JournalRecord of(JsonObject fields) {
        String cursor = fields.text("__CURSOR");
        if (cursor == null) {
            return null;
        }
        LineBuffer line = new LineBuffer();
        byte[] message = text(fields.get("MESSAGE")).getBytes(StandardCharsets.UTF_8);
        line.add(message, 0, message.length);
        String program = field(fields, "SYSLOG_IDENTIFIER");
        LogEntry entry = new LogEntry(
                time(fields.text("__REALTIME_TIMESTAMP")),
                line.take(),
                field(fields, "_SYSTEMD_UNIT"),
                program == null ? field(fields, "_COMM") : program);
        return new JournalRecord(cursor, entry, message.length);
    }

    private static @Nullable String field(JsonObject fields, String name) {
        return fields.get(name) == null ? null : text(fields.get(name));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "[too large]";
            case List<?> bytes
            when !bytes.isEmpty() && bytes.stream().allMatch(Long.class::isInstance) -> binary(bytes);
            case List<?> several -> several.stream().map(JournalRecord::text).collect(Collectors.joining(" "));
            default -> value.toString();
        };
    }

    private static String binary(List<?> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(values.size());
        values.forEach(value -> bytes.write(((Long) value).intValue()));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static @Nullable Instant time(@Nullable String micros) {
        try {
            long since = micros == null ? -1 : Long.parseLong(micros);
            return since < 0 ? null : Instant.ofEpochSecond(since / MICROS, since % MICROS * 1000);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
