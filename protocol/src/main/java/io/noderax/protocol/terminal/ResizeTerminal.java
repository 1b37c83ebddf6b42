package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;

/**
 * The window has another size (wire contract, 2.3).
 */
public record ResizeTerminal(TerminalSessionId sessionId, int columns, int rows) implements TerminalMessage {
    public static final String EVENT = "terminal.resize";

    public static ResizeTerminal read(Fields fields) {
        return new ResizeTerminal(
                new TerminalSessionId(fields.uuid("sessionId")), (int) fields.integer("cols", 0, 10_000), (int)
                        fields.integer("rows", 0, 10_000));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        return start().put("cols", columns).put("rows", rows).build();
    }
}
