package io.noderax.server.tasks;

import io.noderax.server.storage.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Deletes tasks that ended long ago, with all that belongs to them, a batch a transaction. */
@Singleton
class TaskRetention {
    private static final Logger LOG = Logger.getLogger(TaskRetention.class);
    private static final int BATCH = 1000;
    private static final Duration KEYS_KEPT = Duration.ofHours(24);

    private final Database database;
    private final TaskStore tasks;
    private final IdempotencyStore keys;
    private final TaskTimes times;

    TaskRetention(Database database, TaskStore tasks, IdempotencyStore keys, TaskTimes times) {
        this.database = database;
        this.tasks = tasks;
        this.keys = keys;
        this.times = times;
    }

    @Scheduled(
            every = "{noderax.retention-interval}",
            delayed = "{noderax.retention-delay}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void prune() {
        database.run(db -> keys.deleteOlderThan(db, KEYS_KEPT));
        int deleted;
        int all = 0;
        do {
            deleted = database.run(db -> tasks.deleteEndedBefore(db, times.keptFor(), BATCH));
            all += deleted;
        } while (deleted == BATCH);
        if (all > 0) {
            LOG.infof("old tasks deleted count=%d", all);
        }
    }
}
