package io.noderax.protocol.task;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator asks for a task on one node: {@code POST /tasks} (wire contract, 3.6).
 *
 * @param queueTimeout how long it may wait to be claimed, 1 s to 30 d (extension, {@code queueTimeoutSeconds}); null: 24 h
 */
public record CreateTask(
        NodeId nodeId,
        String type,
        @Nullable JsonObject payload,
        @Nullable UUID templateId,
        @Nullable Duration queueTimeout)
        implements JsonMessage {
    static final long LONGEST_QUEUE_SECONDS = Duration.ofDays(30).toSeconds();

    public static CreateTask read(Fields fields) {
        return new CreateTask(
                new NodeId(fields.uuid("nodeId")),
                fields.text("type", 2, 120),
                fields.optionalObject("payload"),
                fields.optionalUuid("templateId"),
                queueTimeout(fields));
    }

    static @Nullable Duration queueTimeout(Fields fields) {
        Long seconds = fields.optionalInteger("queueTimeoutSeconds", 1, LONGEST_QUEUE_SECONDS);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("nodeId", nodeId.value())
                .put("type", type)
                .putIfPresent("payload", payload)
                .putIfPresent("templateId", templateId)
                .putIfPresent("queueTimeoutSeconds", queueTimeout == null ? null : queueTimeout.toSeconds())
                .build();
    }
}
