package io.noderax.server.telemetry;

import io.noderax.server.storage.Database;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * The parts into which samples and minutes are cut by time: made before they are needed, dropped as a whole when everything in them
 * is too old. Hours are few, and deleted row by row.
 */
@Singleton
class Partitions {
    private static final Logger LOG = Logger.getLogger(Partitions.class);
    private static final Duration SAMPLES_WIDTH = Duration.ofHours(2);
    private static final Duration MINUTES_WIDTH = Duration.ofDays(1);

    /** The next one is there before it is needed, even if this job is late. */
    private static final int AHEAD = 2;

    private final Database database;
    private final PartitionStore store;
    private final MetricTimes times;
    private final InstantSource clock;

    Partitions(Database database, PartitionStore store, MetricTimes times, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.times = times;
        this.clock = clock;
    }

    void onStart(@Observes @Priority(15) StartupEvent started) {
        make();
    }

    @Scheduled(every = "30m", delayed = "30m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void make() {
        make("metrics", SAMPLES_WIDTH);
        make("metric_minutes", MINUTES_WIDTH);
    }

    @Scheduled(
            every = "{noderax.retention-interval}",
            delayed = "{noderax.retention-delay}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void prune() {
        Instant now = clock.instant();
        int dropped = drop("metrics", SAMPLES_WIDTH, now.minus(times.samples()))
                + drop("metric_minutes", MINUTES_WIDTH, now.minus(times.minutes()));
        database.run(db -> store.deleteHoursBefore(db, now.minus(times.hours())));
        if (dropped > 0) {
            LOG.infof("old samples dropped partitions=%d", dropped);
        }
    }

    private void make(String table, Duration width) {
        long from = Math.floorDiv(clock.instant().getEpochSecond(), width.toSeconds()) - 1;
        for (long index = from; index <= from + 1 + AHEAD; index++) {
            Partition partition = Partition.of(table, width, index);
            database.inTransaction(tx -> store.make(tx, partition));
        }
    }

    private int drop(String table, Duration width, Instant before) {
        int dropped = 0;
        for (String name : database.run(db -> store.names(db, table))) {
            Partition partition = Partition.named(table, width, name);
            if (partition != null && !partition.to().isAfter(before)) {
                database.inTransaction(tx -> store.drop(tx, partition));
                dropped++;
            }
        }
        return dropped;
    }
}
