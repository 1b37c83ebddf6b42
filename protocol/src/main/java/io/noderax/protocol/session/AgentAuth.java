package io.noderax.protocol.session;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootAccessReport;
import org.jspecify.annotations.Nullable;

/** An agent's first event on its socket, {@code agent.auth}: who it is and what it runs (wire contract, 2.2). */
public record AgentAuth(
        NodeId nodeId,
        AgentToken agentToken,
        @Nullable String agentVersion,
        @Nullable String platformVersion,
        @Nullable String kernelVersion,
        @Nullable RootAccessReport rootAccess)
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
                fields.optional("rootAccess", RootAccessReport::read));
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
                .build();
    }

    @Override
    public String toString() {
        return "AgentAuth[" + nodeId + ']';
    }
}
