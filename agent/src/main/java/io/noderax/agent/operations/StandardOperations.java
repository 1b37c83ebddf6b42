package io.noderax.agent.operations;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;

/** All operations that this version knows. */
public final class StandardOperations implements OperationalCommands {
    @Override
    public OperationalCommand of(JsonObject request) {
        return Fields.read(request, Fields.Unknown.REFUSED, StandardOperations::read);
    }

    private static OperationalCommand read(Fields fields) {
        return fields.choice(NodeOperation.MEMBER, NodeOperation.BY_NAME).command();
    }
}
