package io.noderax.server.telemetry;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.telemetry.Measures;
import io.noderax.protocol.telemetry.MetricView;
import io.noderax.server.realtime.Announcements;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes samples: to the buffer of what is to be stored, to the browsers that watch, and to the alarms. */
@Singleton
class Metrics {
    /** A clock that is further off is not believed: the sample gets the server's time. Roll-ups wait for longer than that. */
    static final Duration SKEW = Duration.ofSeconds(30);

    /**
     * What an agent has told.
     *
     * @param measuredAt by its clock; null when it does not say
     */
    record Reading(
            Measures measures,
            @Nullable String agentVersion,
            @Nullable Instant measuredAt) {
        /** The three measures that the wire asks for. */
        Reading complete() {
            List<String> missing = Stream.of(
                            missing("cpuUsage", measures.cpuUsage()),
                            missing("memoryUsage", measures.memoryUsage()),
                            missing("diskUsage", measures.diskUsage()))
                    .flatMap(Optional::stream)
                    .toList();
            if (!missing.isEmpty()) {
                throw new InvalidFields(missing);
            }
            return this;
        }

        private static Optional<String> missing(String name, @Nullable Double value) {
            return value == null ? Optional.of(name + " is required") : Optional.empty();
        }
    }

    private final SampleBuffer buffer;
    private final Announcements announcements;
    private final Alarms alarms;
    private final InstantSource clock;

    Metrics(SampleBuffer buffer, Announcements announcements, Alarms alarms, InstantSource clock) {
        this.buffer = buffer;
        this.announcements = announcements;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** Gives the sample as it will be stored within a second. */
    MetricView take(NodeId node, WorkspaceId workspace, Reading reading) {
        Measures measures = reading.measures();
        MetricView sample = new MetricView(
                UUID.randomUUID(),
                workspace,
                node,
                measures.cpuUsage(),
                measures.memoryUsage(),
                measures.diskUsage(),
                measures.temperature(),
                measures.storedNetworkStats(),
                measures.more(),
                believed(reading.measuredAt()));
        buffer.add(sample);
        alarms.saw(sample);
        announcements.mentionMeasures(workspace, node, () -> announced(sample, reading.agentVersion()));
        return sample;
    }

    static JsonObject announced(MetricView sample, @Nullable String agentVersion) {
        return sample.toJson().toBuilder().put("agentVersion", agentVersion).build();
    }

    private Instant believed(@Nullable Instant measuredAt) {
        Instant now = clock.instant();
        return measuredAt != null && Duration.between(measuredAt, now).abs().compareTo(SKEW) <= 0 ? measuredAt : now;
    }
}
