package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The session is over (wire contract, 2.3).
 */
public record StopTerminal(
        TerminalSessionId sessionId, @Nullable String reason) implements TerminalMessage {
    public static final String EVENT = "terminal.stop";

    public static StopTerminal read(Fields fields) {
        return new StopTerminal(new TerminalSessionId(fields.uuid("sessionId")), fields.optionalText("reason", 0, 500));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        return start().put("reason", reason).build();
    }
}
