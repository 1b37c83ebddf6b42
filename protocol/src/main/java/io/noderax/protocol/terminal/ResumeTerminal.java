package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;

/**
 * The server knows the session as live and has all output before the offset (extension terminal-resume).
 */
public record ResumeTerminal(TerminalSessionId sessionId, long offset) implements TerminalMessage {
    public static final String EVENT = "terminal.resume";

    public static ResumeTerminal read(Fields fields) {
        return new ResumeTerminal(
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
