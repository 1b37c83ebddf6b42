package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link ResumeTerminal}: the session lives, and output follows (extension terminal-resume).
 *
 * @param offset where the output goes on
 * @param inputOffset how many typed bytes the agent has: what follows is to be sent again
 */
public record TerminalResumed(
        TerminalSessionId sessionId,
        long offset,
        long inputOffset,
        int columns,
        int rows,
        @Nullable Instant timestamp) implements TerminalMessage {
    public static final String EVENT = "terminal.resumed";

    public static TerminalResumed read(Fields fields) {
        return new TerminalResumed(
                new TerminalSessionId(fields.uuid("sessionId")),
                fields.integer("offset", 0, Long.MAX_VALUE),
                fields.integer("inputOffset", 0, Long.MAX_VALUE),
                (int) fields.integer("cols", 1, 10_000),
                (int) fields.integer("rows", 1, 10_000),
                fields.optionalInstant("timestamp"));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        return start().put("offset", offset)
                .put("inputOffset", inputOffset)
                .put("cols", columns)
                .put("rows", rows)
                .putIfPresent("timestamp", timestamp)
                .build();
    }
}
