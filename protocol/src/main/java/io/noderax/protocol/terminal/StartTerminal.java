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

    private static final int DEFAULT_COLUMNS = 120;
    private static final int DEFAULT_ROWS = 34;

    public static StartTerminal read(Fields fields) {
        return new StartTerminal(
                new TerminalSessionId(fields.uuid("sessionId")),
                sizeOr(fields, "cols", DEFAULT_COLUMNS),
                sizeOr(fields, "rows", DEFAULT_ROWS),
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

    private static int sizeOr(Fields fields, String name, int standIn) {
        Integer size = TerminalMessage.size(fields, name, 0, 10_000);
        return size == null ? standIn : size;
    }
}
