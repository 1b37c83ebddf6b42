package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.server.boot.ServerSettings;
import io.noderax.server.storage.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** What has to be done for logs from time to time: whatever was left undone by a stop, by another server, or by age. */
@Singleton
class LogUpkeep {
    private static final Logger LOG = Logger.getLogger(LogUpkeep.class);
    private static final int LOGS_AT_ONCE = 100;
    private static final int PIECES_AT_ONCE = 200;

    private final Database database;
    private final LogHeadStore heads;
    private final LogSegmentStore segments;
    private final ParkedReads readers;
    private final LogMerging merging;
    private final LogProof proof;
    private final long retentionSeconds;

    LogUpkeep(
            Database database,
            LogHeadStore heads,
            LogSegmentStore segments,
            ParkedReads readers,
            LogMerging merging,
            LogProof proof,
            ServerSettings settings) {
        this.database = database;
        this.heads = heads;
        this.segments = segments;
        this.readers = readers;
        this.merging = merging;
        this.proof = proof;
        this.retentionSeconds = settings.logRetention().duration().toSeconds();
    }

    @Scheduled(every = "{noderax.log-upkeep}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void tidy() {
        proof.look();
        merging.lookForAll();
    }

    /** Another server on the same database may have stored what readers here wait for. Costs nothing while nobody waits. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void lookForReaders() {
        Set<TaskId> tasks = readers.tasks();
        if (!tasks.isEmpty()) {
            database.run(db -> heads.all(db, tasks)).forEach(readers::wakeIfNews);
        }
    }

    @Scheduled(every = "{noderax.log-pruning}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void prune() {
        List<TaskId> old = database.run(db -> heads.olderThan(db, retentionSeconds, LOGS_AT_ONCE));
        while (!old.isEmpty()) {
            old.forEach(this::delete);
            LOG.infof("logs deleted because of their age count=%d", old.size());
            old = database.run(db -> heads.olderThan(db, retentionSeconds, LOGS_AT_ONCE));
        }
    }

    /** A few pieces a transaction, so that nobody waits long; the head stays and says so. */
    private void delete(TaskId task) {
        database.inTransaction(tx -> heads.expired(tx, task));
        readers.wake(task);
        int deleted = PIECES_AT_ONCE;
        while (deleted == PIECES_AT_ONCE) {
            deleted = database.transaction(tx -> segments.deleteOldest(tx, task, PIECES_AT_ONCE));
        }
    }
}
