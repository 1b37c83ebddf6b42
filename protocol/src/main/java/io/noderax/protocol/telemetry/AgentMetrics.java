package io.noderax.protocol.telemetry;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A reading over the socket (wire contract, 2.2). */
public record AgentMetrics(
        NodeId nodeId,
        AgentToken agentToken,
        @Nullable String agentVersion,
        @Nullable Instant timestamp,
        Measures measures)
        implements JsonMessage {
    public static final String EVENT = "agent.metrics";

    public static AgentMetrics read(Fields fields) {
        return new AgentMetrics(
                new NodeId(fields.uuid("nodeId")),
                new AgentToken(fields.secret("agentToken", 32, 512)),
                fields.optionalText("agentVersion", 1, 64),
                fields.optionalInstant("timestamp"),
                Measures.read(fields));
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("type", EVENT)
                .put("nodeId", nodeId.value())
                .put("agentToken", agentToken.secret())
                .putIfPresent("agentVersion", agentVersion)
                .putIfPresent("timestamp", timestamp);
        return measures.into(json).build();
    }
}
