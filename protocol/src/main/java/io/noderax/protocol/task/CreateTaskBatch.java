package io.noderax.protocol.task;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An operator asks for the same task on several nodes: {@code POST /tasks/batch}; all of them or none (wire contract, 3.6). */
public record CreateTaskBatch(
        List<NodeId> nodeIds,
        String type,
        @Nullable JsonObject payload,
        @Nullable UUID templateId,
        @Nullable Duration queueTimeout)
        implements JsonMessage {
    public static CreateTaskBatch read(Fields fields) {
        return new CreateTaskBatch(
                fields.uuids("nodeIds").stream().map(NodeId::new).toList(),
                fields.text("type", 2, 120),
                fields.optionalObject("payload"),
                fields.optionalUuid("templateId"),
                CreateTask.queueTimeout(fields));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("nodeIds", nodeIds.stream().map(NodeId::value).toList())
                .put("type", type)
                .putIfPresent("payload", payload)
                .putIfPresent("templateId", templateId)
                .putIfPresent("queueTimeoutSeconds", queueTimeout == null ? null : queueTimeout.toSeconds())
                .build();
    }
}
