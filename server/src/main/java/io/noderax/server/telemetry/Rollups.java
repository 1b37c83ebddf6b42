package io.noderax.server.telemetry;

import io.noderax.server.storage.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Makes minutes of samples and hours of minutes. What is done is a row, taken by one process at a time, so that a restart or
 * another process goes on from there. A process that has stored no samples asks for nothing.
 */
@Singleton
class Rollups {
    /** After that nothing older comes: a sample's time is at most {@link Metrics#SKEW} behind, and stored within seconds. */
    private static final Duration LATEST = Duration.ofSeconds(60);

    /** So much in one transaction. */
    private static final Duration STRETCH = Duration.ofMinutes(15);

    private final Database database;
    private final RollupStore store;
    private final SampleBuffer buffer;
    private final InstantSource clock;
    private boolean first = true;

    Rollups(Database database, RollupStore store, SampleBuffer buffer, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.buffer = buffer;
        this.clock = clock;
    }

    @Scheduled(every = "60s", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void rollUp() {
        if (buffer.hasStoredSince() || first) {
            rollUpTo(clock.instant().minus(LATEST));
            first = false;
        }
    }

    void rollUpTo(Instant end) {
        Instant minutesEnd = end.truncatedTo(ChronoUnit.MINUTES);
        boolean more;
        do {
            more = database.transaction(tx -> store.advance(tx, "minutes", minutesEnd, STRETCH, store::minutes));
        } while (more);
        Instant hoursEnd = minutesEnd.truncatedTo(ChronoUnit.HOURS);
        do {
            more = database.transaction(tx -> store.advance(tx, "hours", hoursEnd, Duration.ofDays(1), store::hours));
        } while (more);
    }
}
