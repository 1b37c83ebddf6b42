package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The session cannot go on, or what was asked of it cannot be done (wire contract, 2.2).
 */
public record TerminalError(
        TerminalSessionId sessionId,
        String message,
        @Nullable Instant timestamp) implements TerminalMessage {
    public static final String EVENT = "terminal.error";

    public static TerminalError read(Fields fields) {
        return new TerminalError(
                new TerminalSessionId(fields.uuid("sessionId")),
                fields.text("message", 1, 1000),
                fields.optionalInstant("timestamp"));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        return start().put("message", message)
                .putIfPresent("timestamp", timestamp)
                .build();
    }
}
