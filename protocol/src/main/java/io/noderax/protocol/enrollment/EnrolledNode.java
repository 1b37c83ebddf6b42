package io.noderax.protocol.enrollment;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/** The node that an approval made, and the token its agent proves itself with. */
public record EnrolledNode(NodeId nodeId, AgentToken agentToken) implements JsonMessage {
    public static EnrolledNode read(Fields fields) {
        return new EnrolledNode(new NodeId(fields.uuid("nodeId")), new AgentToken(fields.text("agentToken", 16, 512)));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("nodeId", nodeId.value())
                .put("agentToken", agentToken.secret())
                .build();
    }
}
