package io.noderax.cli.top;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.telemetry.MetricView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one node now.
 *
 * @param newest the newest sample; null before the first
 * @param received bytes a second over all interfaces; null before the second sample, as the next
 */
record NodeLine(
        NodeId id,
        String name,
        String hostname,
        String status,
        @Nullable Instant lastSeenAt,
        @Nullable MetricView newest,
        @Nullable Double received,
        @Nullable Double sent,
        int runningTasks) {
    static NodeLine of(NodeView node) {
        return new NodeLine(
                node.id(), node.name(), node.hostname(), node.status(), node.lastSeenAt(), null, null, null, 0);
    }

    /** What a new look at the node says, without what was measured. */
    NodeLine with(String newStatus, @Nullable Instant seen) {
        boolean later = seen != null && (lastSeenAt == null || seen.isAfter(lastSeenAt));
        return new NodeLine(
                id, name, hostname, newStatus, later ? seen : lastSeenAt, newest, received, sent, runningTasks);
    }

    NodeLine withRunning(int count) {
        return new NodeLine(id, name, hostname, status, lastSeenAt, newest, received, sent, count);
    }

    /** An older sample, or one that is known, changes nothing. */
    NodeLine with(MetricView sample) {
        if (newest != null && !sample.recordedAt().isAfter(newest.recordedAt())) {
            return this;
        }
        Rates rates = newest == null ? Rates.UNKNOWN : Rates.between(newest, sample);
        Instant seen = lastSeenAt == null || sample.recordedAt().isAfter(lastSeenAt) ? sample.recordedAt() : lastSeenAt;
        return new NodeLine(id, name, hostname, status, seen, sample, rates.received(), rates.sent(), runningTasks);
    }

    @Nullable
    Double cpu() {
        return newest == null ? null : newest.cpuUsage();
    }

    @Nullable
    Double memory() {
        return newest == null ? null : newest.memoryUsage();
    }

    @Nullable
    Double disk() {
        return newest == null ? null : newest.diskUsage();
    }

    @Nullable
    Double load() {
        return newest == null ? null : newest.more().load1();
    }

    @Nullable
    Double temperature() {
        return newest == null ? null : newest.temperature();
    }

    /** For {@code --json}. */
    JsonObject toJson() {
        return JsonObject.builder()
                .put("nodeId", id.value())
                .put("name", name)
                .put("hostname", hostname)
                .put("status", status)
                .put("cpuUsage", cpu())
                .put("memoryUsage", memory())
                .put("diskUsage", disk())
                .put("load1", load())
                .put("temperature", temperature())
                .put("receivedBytesPerSecond", received)
                .put("sentBytesPerSecond", sent)
                .put("runningTasks", runningTasks)
                .put("lastSeenAt", lastSeenAt)
                .put("measuredAt", newest == null ? null : newest.recordedAt())
                .build();
    }
}
