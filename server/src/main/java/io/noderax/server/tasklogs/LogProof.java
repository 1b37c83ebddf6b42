package io.noderax.server.tasklogs;

import io.noderax.protocol.log.BadFrame;
import io.noderax.protocol.task.LogEnd;
import io.noderax.protocol.task.LogState;
import io.noderax.server.background.OneAtATime;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Proves logs that have all arrived: reads them again and compares with the hashes that the agent gave. One at a time. */
@Singleton
class LogProof {
    private static final Logger LOG = Logger.getLogger(LogProof.class);
    private static final int AT_ONCE = 20;

    private final Database database;
    private final LogHeadStore heads;
    private final LogScan scan;
    private final ParkedReads readers;
    private final OneAtATime work = new OneAtATime("log-proof", this::proveAll);

    LogProof(Database database, LogHeadStore heads, LogScan scan, ParkedReads readers) {
        this.database = database;
        this.heads = heads;
        this.scan = scan;
        this.readers = readers;
    }

    /** There may be a log to prove. Does not block. */
    void look() {
        work.look();
    }

    private void proveAll() {
        List<LogHead> due = database.run(db -> heads.dueForProof(db, AT_ONCE));
        while (!due.isEmpty()) {
            due.forEach(this::prove);
            due = database.run(db -> heads.dueForProof(db, AT_ONCE));
        }
    }

    private void prove(LogHead head) {
        LogState found = found(head);
        if (found == LogState.DAMAGED) {
            LOG.warnf("log is not what the task wrote taskId=%s", head.task());
        }
        database.run(db -> heads.proven(db, head.task(), found));
        readers.wake(head.task());
    }

    private LogState found(LogHead head) {
        LogEnd expected = head.expected();
        LogTally tally = new LogTally();
        try {
            scan.fromOffset(head.task(), 0, tally::take);
        } catch (BadFrame | BrokenSegment e) {
            LOG.warnf("log cannot be read taskId=%s error=%s", head.task(), e.getMessage());
            return LogState.DAMAGED;
        }
        return expected == null ? LogState.LINES : tally.compare(expected);
    }
}
