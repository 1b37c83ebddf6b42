package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;

/**
 * The server has all output before the offset (extension terminal-resume).
 */
public record TerminalAck(TerminalSessionId sessionId, long offset) implements TerminalMessage {
    public static final String EVENT = "terminal.ack";

    public static TerminalAck read(Fields fields) {
        return new TerminalAck(
                new TerminalSessionId(fields.uuid("sessionId")), fields.integer("offset", 0, Long.MAX_VALUE));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        return start().put("offset", offset).build();
    }
}
