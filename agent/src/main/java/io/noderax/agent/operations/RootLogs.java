package io.noderax.agent.operations;

import io.noderax.agent.root.RootRefused;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;

/** Reads the node's logs as root. */
@FunctionalInterface
public interface RootLogs {
    /**
     * What was read for a request, both in the words of {@code log.scan} (wire contract, 7). Blocks for the time of a scan.
     *
     * @throws InvalidFields when a member is unknown or wrong
     * @throws RootRefused when there is no such log, or it cannot be read
     */
    JsonObject read(JsonObject request) throws RootRefused, IOException;
}
