package io.noderax.protocol.telemetry;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * A node's measures over a stretch of time. Steps in which the node sent nothing are missing.
 *
 * @param stepSeconds how wide a step is; as asked for, or wider when nothing finer is kept
 * @param source {@code samples}, {@code minutes} or {@code hours}
 */
public record SeriesView(
        NodeId nodeId, Instant from, Instant to, long stepSeconds, String source, List<SeriesPoint> points)
        implements JsonMessage {
    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("nodeId", nodeId.value())
                .put("from", from)
                .put("to", to)
                .put("step", stepSeconds)
                .put("source", source)
                .put("points", points.stream().map(SeriesPoint::toJson).toList())
                .build();
    }
}
