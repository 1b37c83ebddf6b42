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
        long last = Math.min(span.first() + span.count() - 1, head.readableLines());
        Page page = new Page(head.task(), span.first(), last);
        if (span.first() <= Math.min(last, head.lines())) {
            scan.fromLine(head.task(), span.first(), segment -> page.take(segment, head.lines()));
        }
        if (last > head.lines()) {
            page.startAt(head.lines() + 1);
            Carry.splitter(head.carry()).end(page::line);
        }
        return page.rows;
    }

    /** Lines between two numbers, both included, out of those that pass by. Belongs to one thread. */
    private static final class Page {
        private final TaskId task;
        private final long first;
        private final long last;
        private final List<LogRow> rows = new ArrayList<>();
        private long number;

        Page(TaskId task, long first, long last) {
            this.task = task;
            this.first = first;
            this.last = last;
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
            if (number == first + rows.size() && number <= last) {
                rows.add(LineFrames.row(task, number, line));
            }
            number++;
        }
    }
}
