package io.noderax.protocol.session;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;

/** The answer to a {@link Heartbeat}. */
public record HeartbeatAnswer(boolean acknowledged, NodeId nodeId, String status, Instant lastSeenAt)
        implements JsonMessage {
    public static HeartbeatAnswer read(Fields fields) {
        return new HeartbeatAnswer(
                Boolean.TRUE.equals(fields.optionalBoolean("acknowledged")),
                new NodeId(fields.uuid("nodeId")),
                fields.text("status", 0, 64),
                fields.instant("lastSeenAt"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("acknowledged", acknowledged)
                .put("nodeId", nodeId.value())
                .put("status", status)
                .put("lastSeenAt", lastSeenAt)
                .build();
    }
}
