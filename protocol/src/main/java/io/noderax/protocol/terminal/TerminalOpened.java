package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The shell runs (wire contract, 2.2).
 */
public record TerminalOpened(
        TerminalSessionId sessionId,
        @Nullable Integer columns,
        @Nullable Integer rows,
        @Nullable Instant timestamp) implements TerminalMessage {
    public static final String EVENT = "terminal.opened";

    public static TerminalOpened read(Fields fields) {
        return new TerminalOpened(
                new TerminalSessionId(fields.uuid("sessionId")),
                TerminalMessage.size(fields, "cols", 20, 400),
                TerminalMessage.size(fields, "rows", 10, 200),
                fields.optionalInstant("timestamp"));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        return start().putIfPresent("cols", columns)
                .putIfPresent("rows", rows)
                .putIfPresent("timestamp", timestamp)
                .build();
    }
}
