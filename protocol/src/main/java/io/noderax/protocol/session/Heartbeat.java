package io.noderax.protocol.session;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A node says that it is there: {@code POST /agent/heartbeat}; node and token stand in the body (wire contract, 1.5). */
public record Heartbeat(
        NodeId nodeId,
        AgentToken agentToken,
        @Nullable String agentVersion,
        @Nullable String platformVersion,
        @Nullable String kernelVersion,
        @Nullable Instant sentAt)
        implements JsonMessage {
    public static Heartbeat read(Fields fields) {
        return new Heartbeat(
                new NodeId(fields.uuid("nodeId")),
                new AgentToken(fields.secret("agentToken", 32, 512)),
                fields.optionalText("agentVersion", 1, 64),
                fields.optionalText("platformVersion", 1, 120),
                fields.optionalText("kernelVersion", 1, 120),
                fields.optionalInstant("sentAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("nodeId", nodeId.value())
                .put("agentToken", agentToken.secret())
                .putIfPresent("agentVersion", agentVersion)
                .putIfPresent("platformVersion", platformVersion)
                .putIfPresent("kernelVersion", kernelVersion)
                .putIfPresent("sentAt", sentAt)
                .build();
    }
}
