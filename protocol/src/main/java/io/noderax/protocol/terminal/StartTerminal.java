package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;

/**
 * A session is wanted (wire contract, 2.3); a size that is no size of a terminal is for the agent to refuse.
 */
public record StartTerminal(TerminalSessionId sessionId, int columns, int rows, boolean runAsRoot)
        implements TerminalMessage {
    public static final String EVENT = "terminal.start";

    public static StartTerminal read(Fields fields) {
        return new StartTerminal(
                new TerminalSessionId(fields.uuid("sessionId")),
                (int) fields.integer("cols", 0, 10_000),
                (int) fields.integer("rows", 0, 10_000),
                Boolean.TRUE.equals(fields.optionalBoolean("runAsRoot")));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        return start().put("cols", columns)
                .put("rows", rows)
                .put("runAsRoot", runAsRoot)
                .build();
    }
}
