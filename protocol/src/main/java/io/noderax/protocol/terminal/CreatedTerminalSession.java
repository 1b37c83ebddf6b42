package io.noderax.protocol.terminal;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/** A new session, flat on the wire, with the token to reach it. */
public record CreatedTerminalSession(TerminalSessionView session, TerminalConnection connection)
        implements JsonMessage {
    public static CreatedTerminalSession read(Fields fields) {
        TerminalSessionView session = TerminalSessionView.read(fields);
        return new CreatedTerminalSession(
                session,
                new TerminalConnection(
                        session.id(),
                        fields.secret("terminalConnectToken", 1, 10_000),
                        fields.instant("terminalConnectExpiresAt")));
    }

    @Override
    public JsonObject toJson() {
        return connection.with(session.toJson());
    }
}
