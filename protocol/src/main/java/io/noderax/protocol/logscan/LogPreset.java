package io.noderax.protocol.logscan;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A log that nodes know by name (wire contract, 3.8).
 *
 * @param kind {@code file} or {@code journal}; where a node has no such file, it reads its journal
 * @param place the path of the file, or the unit of the journal
 */
public record LogPreset(String id, String label, String description, String kind, String place) implements JsonMessage {
    /** How many lines are read when nobody says otherwise. */
    public static final int STANDARD_LINES = 200;

    public static final List<LogPreset> ALL = List.of(
            file(
                    "syslog",
                    "System log",
                    "The last lines of /var/log/syslog or /var/log/messages, else of the journal."),
            file(
                    "auth.log",
                    "Authentication log",
                    "Sign-ins and sudo: the last lines of /var/log/auth.log or /var/log/secure, else of the journal."),
            file("kern.log", "Kernel log", "The kernel's last messages: of /var/log/kern.log, else of the journal."),
            new LogPreset(
                    "noderax-agent",
                    "Noderax agent journal",
                    "What the journal has of the unit noderax-agent.",
                    "journal",
                    "noderax-agent.service"));

    public static final Map<String, LogPreset> BY_ID = byId();

    private static LogPreset file(String id, String label, String description) {
        return new LogPreset(id, label, description, "file", "/var/log/" + id);
    }

    private static Map<String, LogPreset> byId() {
        Map<String, LogPreset> presets = new LinkedHashMap<>();
        ALL.forEach(preset -> presets.put(preset.id, preset));
        return presets;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id)
                .put("label", label)
                .put("description", description)
                .put("kind", kind)
                .put(kind.equals("file") ? "path" : "unit", place)
                .put("identifier", place)
                .put("requiresRoot", true)
                .put("defaultBackfillLines", STANDARD_LINES)
                .build();
    }
}
