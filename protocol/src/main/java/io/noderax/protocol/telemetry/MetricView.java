package io.noderax.protocol.telemetry;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored sample of a node (wire contract, 1.5 and 5.4).
 *
 * @param cpuUsage percent of all processors over the agent's interval; null, as the next two, when the node could not measure it
 * @param memoryUsage percent in use
 * @param diskUsage percent of {@code /} in use
 * @param temperature degrees Celsius, the highest
 * @param networkStats counters since the machine's start
 * @param more what only our agents tell
 * @param recordedAt when it was measured
 */
public record MetricView(
        UUID id,
        WorkspaceId workspaceId,
        NodeId nodeId,
        @Nullable Double cpuUsage,
        @Nullable Double memoryUsage,
        @Nullable Double diskUsage,
        @Nullable Double temperature,
        JsonObject networkStats,
        MoreMeasures more,
        Instant recordedAt)
        implements JsonMessage {
    public static MetricView read(Fields fields) {
        JsonObject network = fields.optionalObject("networkStats");
        return new MetricView(
                fields.uuid("id"),
                new WorkspaceId(fields.uuid("workspaceId")),
                new NodeId(fields.uuid("nodeId")),
                fields.optionalNumber("cpuUsage", 0, Float.MAX_VALUE),
                fields.optionalNumber("memoryUsage", 0, Float.MAX_VALUE),
                fields.optionalNumber("diskUsage", 0, Float.MAX_VALUE),
                fields.optionalNumber("temperature", -Float.MAX_VALUE, Float.MAX_VALUE),
                network == null ? JsonObject.EMPTY : network,
                MoreMeasures.read(fields),
                fields.instant("recordedAt"));
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("workspaceId", workspaceId.value())
                .put("nodeId", nodeId.value())
                .put("cpuUsage", cpuUsage)
                .put("memoryUsage", memoryUsage)
                .put("diskUsage", diskUsage)
                .put("temperature", temperature)
                .put("networkStats", networkStats)
                .put("id", id)
                .put("recordedAt", recordedAt);
        more.into(json);
        return json.build();
    }
}
