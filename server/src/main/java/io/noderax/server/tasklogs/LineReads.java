package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.log.LineSplitter;
import io.noderax.protocol.log.SplitLine;
import io.noderax.protocol.task.LogRow;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads logs by line. */
@Singleton
class LineReads {
    private final Database database;
    private final LoggedTasks tasks;
    private final LogHeadStore heads;
    private final LogScan scan;

    LineReads(Database database, LoggedTasks tasks, LogHeadStore heads, LogScan scan) {
        this.database = database;
        this.tasks = tasks;
        this.heads = heads;
        this.scan = scan;
    }

    List<LogRow> read(Scope scope, TaskId task, LogRange range) {
        tasks.readable(scope, task);
        Optional<LogHead> head = database.run(db -> heads.find(db, task));
        return head.map(found -> read(found, range.span(found.readableLines()))).orElse(List.of());
    }

    private List<LogRow> read(LogHead head, LogRange.Span span) {
        List<LogRow> rows = new ArrayList<>();
        long last = Math.min(span.first() + span.count() - 1, head.readableLines());
        each(head, span.first(), last, (number, line) -> rows.add(LineFrames.row(head.task(), number, line)));
        return rows;
    }

    /** Gives the lines from the first to the last, both included, which the log has. */
    void each(LogHead head, long first, long last, LineReader reader) {
        Passing passing = new Passing(first, last, reader);
        if (first <= Math.min(last, head.lines())) {
            scan.fromLine(head.task(), first, segment -> passing.take(segment, head.lines()));
        }
        if (last > head.lines()) {
            passing.startAt(head.lines() + 1);
            Carry.splitter(head.carry()).end(passing::line);
        }
    }

    /** Takes lines in their order. */
    interface LineReader {
        void line(long number, SplitLine line);
    }

    /** Lines between two numbers, both included, out of those that pass by. Belongs to one thread. */
    private static final class Passing {
        private final long last;
        private final LineReader reader;
        private long wanted;
        private long number;

        Passing(long first, long last, LineReader reader) {
            this.last = last;
            this.reader = reader;
            this.wanted = first;
        }

        void startAt(long next) {
            number = next;
        }

        /** Whether more is needed. */
        boolean take(LogSegment segment, long lastEnded) {
            LineSplitter splitter = Carry.splitter(segment.carry());
            number = segment.firstLine();
            segment.eachFrame(segment.firstOffset(), frame -> {
                if (number <= last) {
                    splitter.accept(frame, this::line);
                }
            });
            return number <= Math.min(last, lastEnded);
        }

        void line(SplitLine line) {
            // A merged segment may bring lines again that were taken already.
            if (number == wanted && number <= last) {
                reader.line(number, line);
                wanted++;
            }
            number++;
        }
    }
}
