package io.noderax.server.telemetry;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.telemetry.SeriesView;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A node's measures over a stretch of time: from the samples, the minutes or the hours, whatever is coarse enough and still there. */
@Singleton
class Series {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Minutes and hours are made a little after they are over; what is younger is read from the finer table. */
    private static final Duration ROLLED_UP_AFTER = Duration.ofMinutes(3);

    private final Database database;
    private final SeriesStore store;
    private final MetricTimes times;
    private final InstantSource clock;

    Series(Database database, SeriesStore store, MetricTimes times, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.times = times;
        this.clock = clock;
    }

    SeriesView read(NodeId node, SeriesQuery query) {
        Instant now = clock.instant();
        Duration step = query.width();
        SeriesStore.Source source = source(query.from(), step, now);
        Duration width = step.compareTo(source.width()) < 0 ? source.width() : step;
        return new SeriesView(
                node,
                query.from(),
                query.to(),
                width.toSeconds(),
                source.wireName(),
                database.run(
                        db -> store.read(db, source, new SeriesStore.Stretch(node, query.from(), query.to(), width))));
    }

    private SeriesStore.Source source(Instant from, Duration step, Instant now) {
        boolean samplesThere = !from.isBefore(now.minus(times.samples()));
        boolean minutesThere = !from.isBefore(now.minus(times.minutes()));
        boolean isRecent = from.isAfter(now.minus(ROLLED_UP_AFTER.plus(step)));
        if (samplesThere && (step.compareTo(MINUTE) < 0 || isRecent)) {
            return SeriesStore.Source.SAMPLES;
        }
        return minutesThere && (step.compareTo(HOUR) < 0 || isRecent)
                ? SeriesStore.Source.MINUTES
                : SeriesStore.Source.HOURS;
    }
}
