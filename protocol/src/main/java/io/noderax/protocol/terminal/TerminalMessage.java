package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One event about one terminal session, between agent and server. */
public sealed interface TerminalMessage extends JsonMessage
        permits StartTerminal,
                TerminalInput,
                ResizeTerminal,
                StopTerminal,
                TerminalAck,
                ResumeTerminal,
                TerminalOpened,
                TerminalOutput,
                TerminalExited,
                TerminalError,
                TerminalResumed,
                TerminalTaken {
    TerminalSessionId sessionId();

    /** The event's name, which is also its {@code type}. */
    String event();

    /** The members that every event has. */
    default JsonObject.Builder start() {
        return JsonObject.builder()
                .put("type", event())
                .put("sessionId", sessionId().value());
    }

    static @Nullable Integer size(Fields fields, String name, int least, int most) {
        Long size = fields.optionalInteger(name, least, most);
        return size == null ? null : size.intValue();
    }

    static @Nullable Integer exitCode(Fields fields) {
        return size(fields, "exitCode", Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
