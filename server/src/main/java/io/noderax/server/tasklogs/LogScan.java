package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads a log's pieces in order, about a megabyte at a time, without a transaction around all of it. Pieces may be merged
 * meanwhile, so one may come that reaches back before the end of the last.
 */
@Singleton
class LogScan {
    private final Database database;
    private final LogSegmentStore segments;

    LogScan(Database database, LogSegmentStore segments) {
        this.database = database;
        this.segments = segments;
    }

    /** Gives pieces, from the one that holds the offset on, as long as the reader wants more. */
    void fromOffset(TaskId task, long offset, Predicate<LogSegment> reader) {
        goOn(task, database.run(db -> segments.fromOffset(db, task, offset)), reader);
    }

    /** Likewise, from the piece in which the line ends. */
    void fromLine(TaskId task, long line, Predicate<LogSegment> reader) {
        goOn(task, database.run(db -> segments.fromLine(db, task, line)), reader);
    }

    private void goOn(TaskId task, List<LogSegment> first, Predicate<LogSegment> reader) {
        List<LogSegment> page = first;
        while (!page.isEmpty()) {
            for (LogSegment segment : page) {
                if (!reader.test(segment)) {
                    return;
                }
            }
            long next = page.getLast().end();
            page = database.run(db -> segments.fromOffset(db, task, next));
        }
    }
}
