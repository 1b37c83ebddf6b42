package io.noderax.agent.operations;

import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;

/** Maps a typed request to what is run for it; asked where the operation is run as root, so that nobody else's words are. */
@FunctionalInterface
public interface OperationalCommands {
    /**
     * The command of a request like <code>{"operation": "reboot"}</code>.
     *
     * @throws InvalidFields when there is no such operation, or a member is unknown or wrong
     */
    OperationalCommand of(JsonObject request);
}
