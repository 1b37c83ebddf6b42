package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;

/**
 * Input has been taken while the terminal showed nothing (extension terminal-resume).
 *
 * @param inputOffset how many typed bytes the agent has
 * @param echoOff whether any of those since the last word about it were typed while the terminal hid them
 */
public record TerminalTaken(TerminalSessionId sessionId, long inputOffset, boolean echoOff) implements TerminalMessage {
    public static final String EVENT = "terminal.taken";

    public static TerminalTaken read(Fields fields) {
        return new TerminalTaken(
                new TerminalSessionId(fields.uuid("sessionId")),
                fields.integer("inputOffset", 0, Long.MAX_VALUE),
                Boolean.TRUE.equals(fields.optionalBoolean("echoOff")));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        return start().put("inputOffset", inputOffset)
                .putIfPresent("echoOff", echoOff ? true : null)
                .build();
    }
}
