package io.noderax.protocol.session;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeLocation;
import io.noderax.protocol.rootaccess.RootAccessReport;
import org.jspecify.annotations.Nullable;

/**
 * An agent's first event on its socket, {@code agent.auth}: who it is and what it runs (wire contract, 2.2).
 *
 * @param location only towards a server that takes it; null when it is not known, or not in its form
 */
public record AgentAuth(
        NodeId nodeId,
        AgentToken agentToken,
        @Nullable String agentVersion,
        @Nullable String platformVersion,
        @Nullable String kernelVersion,
        @Nullable RootAccessReport rootAccess,
        @Nullable NodeLocation location)
        implements JsonMessage {
    /** The name of the event, which also stands in it as its type. */
    public static final String TYPE = "agent.auth";

    public static AgentAuth read(Fields fields) {
        return new AgentAuth(
                new NodeId(fields.uuid("nodeId")),
                new AgentToken(fields.secret("agentToken", 16, 512)),
                fields.optionalText("agentVersion", 1, 64),
                fields.optionalText("platformVersion", 1, 120),
                fields.optionalText("kernelVersion", 1, 120),
                fields.optional("rootAccess", RootAccessReport::read),
                location(fields));
    }

    /** Nobody is kept out for where it is. */
    private static @Nullable NodeLocation location(Fields fields) {
        if (!fields.holdsObject("location")) {
            return null;
        }
        JsonObject told = fields.optionalObject("location");
        try {
            return told == null ? null : Fields.read(told, Fields.Unknown.IGNORED, NodeLocation::read);
        } catch (InvalidFields e) {
            return null;
        }
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("type", TYPE)
                .put("nodeId", nodeId.value())
                .put("agentToken", agentToken.secret())
                .putIfPresent("agentVersion", agentVersion)
                .putIfPresent("platformVersion", platformVersion)
                .putIfPresent("kernelVersion", kernelVersion)
                .putIfPresent("rootAccess", rootAccess == null ? null : rootAccess.toJson())
                .putIfPresent("location", location == null ? null : location.toJson())
                .build();
    }

    @Override
    public String toString() {
        return "AgentAuth[" + nodeId + ']';
    }
}
