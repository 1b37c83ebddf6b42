package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;

/**
 * What a browser needs to reach a session: {@code POST .../terminal-sessions/{s}/connect-token} (wire contract, 3.8).
 *
 * @param token for the {@code /terminal} namespace alone; never printed
 */
public record TerminalConnection(TerminalSessionId sessionId, String token, Instant expiresAt) implements JsonMessage {
    private static final String TOKEN = "terminalConnectToken";
    private static final String EXPIRES = "terminalConnectExpiresAt";

    public static TerminalConnection read(Fields fields) {
        return new TerminalConnection(
                new TerminalSessionId(fields.uuid("sessionId")),
                fields.secret(TOKEN, 1, 10_000),
                fields.instant(EXPIRES));
    }

    @Override
    public JsonObject toJson() {
        return with(JsonObject.of("sessionId", sessionId.value()));
    }

    /** The object with the token's two members. */
    JsonObject with(JsonObject other) {
        return other.toBuilder().put(TOKEN, token).put(EXPIRES, expiresAt).build();
    }

    @Override
    public String toString() {
        return "TerminalConnection[" + sessionId + "]";
    }
}
