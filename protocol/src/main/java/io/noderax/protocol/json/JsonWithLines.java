package io.noderax.protocol.json;

import java.util.Map;

/**
 * A JSON object from a file that a person writes, with the lines on which its values begin, so that a message about one can say
 * where it stands. A member that is there twice is refused.
 */
public final class JsonWithLines {
    private final JsonObject value;
    private final Map<String, Integer> lines;

    JsonWithLines(JsonObject value, Map<String, Integer> lines) {
        this.value = value;
        this.lines = Map.copyOf(lines);
    }

    /** @throws JsonException when the bytes are no JSON object in UTF-8; the message has line and column */
    public static JsonWithLines parse(byte[] utf8) {
        return Json.parseWithLines(utf8);
    }

    public JsonObject value() {
        return value;
    }

    /** @param pointer names and indexes, each after a slash: {@code /allow/commands/0}; what is not there is on line 1 */
    public int line(String pointer) {
        return lines.getOrDefault(pointer, 1);
    }
}
