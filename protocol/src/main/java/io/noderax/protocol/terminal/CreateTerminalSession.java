package io.noderax.protocol.terminal;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An operator asks for a terminal: {@code POST .../nodes/{n}/terminal-sessions} (wire contract, 3.8).
 *
 * @param recordInput whether to keep what is typed; null: as the server is set up (an extension)
 */
public record CreateTerminalSession(
        TerminalSize size, boolean runAsRoot, @Nullable Boolean recordInput) implements JsonMessage {
    public static CreateTerminalSession read(Fields fields) {
        return new CreateTerminalSession(
                TerminalSize.read(fields, TerminalSize.STANDARD),
                Boolean.TRUE.equals(fields.optionalBoolean("runAsRoot")),
                fields.optionalBoolean("recordInput"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("cols", size.cols())
                .put("rows", size.rows())
                .put("runAsRoot", runAsRoot)
                .putIfPresent("recordInput", recordInput)
                .build();
    }
}
