package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Keystrokes (wire contract, 2.3).
 *
 * @param inputOffset where its first byte stands in all that was typed in the session (extension terminal-resume)
 */
public record TerminalInput(
        TerminalSessionId sessionId,
        Payload payload,
        @Nullable Long inputOffset) implements TerminalMessage {
    public static final String EVENT = "terminal.input";

    /** Characters of base64; more than the 32,768 that a browser may send at once. */
    public static final int LONGEST_PAYLOAD = 65_536;

    public static TerminalInput read(Fields fields) {
        return new TerminalInput(
                new TerminalSessionId(fields.uuid("sessionId")),
                fields.payload("payload", LONGEST_PAYLOAD),
                fields.optionalInteger("inputOffset", 0, Long.MAX_VALUE));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        return start().put("payload", payload)
                .putIfPresent("inputOffset", inputOffset)
                .build();
    }
}
