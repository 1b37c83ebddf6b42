package io.noderax.protocol.telemetry;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A reading over HTTP: {@code POST /agent/metrics} (wire contract, 1.5). The measures are brought into the form that the reference takes there. */
public record HttpMetrics(
        NodeId nodeId,
        AgentToken agentToken,
        @Nullable String agentVersion,
        @Nullable Instant collectedAt,
        Measures measures)
        implements JsonMessage {
    public HttpMetrics {
        measures = measures.flat();
    }

    public static HttpMetrics read(Fields fields) {
        return new HttpMetrics(
                new NodeId(fields.uuid("nodeId")),
                new AgentToken(fields.secret("agentToken", 32, 512)),
                fields.optionalText("agentVersion", 1, 64),
                fields.optionalInstant("collectedAt"),
                Measures.read(fields));
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("nodeId", nodeId.value())
                .put("agentToken", agentToken.secret())
                .putIfPresent("agentVersion", agentVersion)
                .putIfPresent("collectedAt", collectedAt);
        return measures.into(json).build();
    }
}
