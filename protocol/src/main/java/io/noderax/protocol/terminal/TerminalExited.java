package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The shell has ended (wire contract, 2.2).
 *
 * @param endOffset how many bytes the terminal has shown in all (extension terminal-resume)
 */
public record TerminalExited(
        TerminalSessionId sessionId,
        @Nullable Integer exitCode,
        @Nullable String reason,
        @Nullable Instant timestamp,
        @Nullable Long endOffset)
        implements TerminalMessage {
    public static final String EVENT = "terminal.exited";

    public static TerminalExited read(Fields fields) {
        return new TerminalExited(
                new TerminalSessionId(fields.uuid("sessionId")),
                TerminalMessage.exitCode(fields),
                fields.optionalText("reason", 0, 500),
                fields.optionalInstant("timestamp"),
                fields.optionalInteger("endOffset", 0, Long.MAX_VALUE));
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public JsonObject toJson() {
        return start().putIfPresent("exitCode", exitCode)
                .putIfPresent("reason", reason)
                .putIfPresent("timestamp", timestamp)
                .putIfPresent("endOffset", endOffset)
                .build();
    }
}
