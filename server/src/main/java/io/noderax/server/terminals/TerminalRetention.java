package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.server.storage.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Deletes transcripts that were kept long enough after their session's end, and at last the sessions, a batch a transaction. */
@Singleton
class TerminalRetention {
    private static final Logger LOG = Logger.getLogger(TerminalRetention.class);
    private static final int SESSIONS_AT_ONCE = 100;
    private static final int CHUNKS_AT_ONCE = 1000;

    private final Database database;
    private final SweepStore sessions;
    private final ChunkStore chunks;
    private final Duration sessionsKept;

    TerminalRetention(
            Database database,
            SweepStore sessions,
            ChunkStore chunks,
            @ConfigProperty(name = "noderax.tasks.kept-for") Duration sessionsKept) {
        this.database = database;
        this.sessions = sessions;
        this.chunks = chunks;
        this.sessionsKept = sessionsKept;
    }

    @Scheduled(
            every = "{noderax.retention-interval}",
            delayed = "{noderax.retention-delay}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void prune() {
        List<UUID> overdue = overdue();
        while (!overdue.isEmpty()) {
            overdue.forEach(this::delete);
            LOG.infof("terminal transcripts deleted because of their age count=%d", overdue.size());
            overdue = overdue();
        }
        int deleted;
        do {
            deleted = database.run(db -> sessions.deleteEndedBefore(db, sessionsKept, SESSIONS_AT_ONCE));
        } while (deleted == SESSIONS_AT_ONCE);
    }

    private List<UUID> overdue() {
        return database.run(db -> sessions.overdueTranscripts(db, SESSIONS_AT_ONCE));
    }

    private void delete(UUID session) {
        int deleted = CHUNKS_AT_ONCE;
        while (deleted == CHUNKS_AT_ONCE) {
            deleted = database.run(db -> chunks.deleteFirst(db, new TerminalSessionId(session), CHUNKS_AT_ONCE));
        }
        database.inTransaction(tx -> sessions.transcriptDeleted(tx, session));
    }
}
