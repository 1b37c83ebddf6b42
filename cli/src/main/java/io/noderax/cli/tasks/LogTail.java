package io.noderax.cli.tasks;

import io.noderax.cli.http.Extensions;
import io.noderax.cli.http.Received;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.TaskView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task's log, shown once from its beginning to its end, however often it is asked for more. Belongs to one thread. */
sealed interface LogTail {
    /**
     * Shows what is new, oldest first; how many pieces that were.
     *
     * @param wait how long it may block for the first one, where the server knows how to
     */
    int read(Duration wait);

    /** Whether it can block until there is more. */
    boolean canWait();

    /** What the reader must know about rows that she was not shown; null when she was shown all. */
    @Nullable
    String missing();

    /** The best way that the server has. */
    static LogTail of(Tasks tasks, TaskView task, Extensions extensions, TaskOutput output) {
        if (extensions.hasLogBatches() && !output.isJson()) {
            return new ByOffset(tasks, task, output);
        }
        return extensions.hasLogCursor() ? new ByCursor(tasks, task, output, 0) : new FirstRows(tasks, task, output);
    }

    /** The lines above a number, for a server that hands out rows from any place on. */
    static LogTail after(Tasks tasks, TaskView task, long line, TaskOutput output) {
        return new ByCursor(tasks, task, output, line);
    }

    /** For a server that hands out the bytes of a log: what the task has written is shown as it is. */
    final class ByOffset implements LogTail {
        private final Tasks tasks;
        private final TaskView task;
        private final TaskOutput output;
        private long offset;

        private ByOffset(Tasks tasks, TaskView task, TaskOutput output) {
            this.tasks = tasks;
            this.task = task;
            this.output = output;
        }

        @Override
        public int read(Duration wait) {
            int read = 0;
            OutputPiece piece = tasks.output(task, offset, wait);
            while (!piece.frames().isEmpty()) {
                for (LogFrame frame : piece.frames()) {
                    output.frame(frame);
                    offset = frame.end();
                }
                read += piece.frames().size();
                if (offset >= piece.end() || output.isUnread()) {
                    break;
                }
                piece = tasks.output(task, offset, Duration.ZERO);
            }
            return read;
        }

        @Override
        public boolean canWait() {
            return true;
        }

        @Override
        public @Nullable String missing() {
            return LogWords.fault(tasks.get(task.id().value()).value());
        }
    }

    /** For a server that hands out rows from any place on. */
    final class ByCursor implements LogTail {
        private final Tasks tasks;
        private final TaskView task;
        private final TaskOutput output;
        private long seq;

        private ByCursor(Tasks tasks, TaskView task, TaskOutput output, long seq) {
            this.tasks = tasks;
            this.task = task;
            this.output = output;
            this.seq = seq;
        }

        @Override
        public int read(Duration wait) {
            int read = 0;
            List<Received<LogRow>> page;
            do {
                page = tasks.logsAfter(task, seq);
                for (Received<LogRow> row : page) {
                    output.row(row);
                    Long number = row.value().seq();
                    seq = number == null ? seq : Math.max(seq, number);
                }
                read += page.size();
            } while (page.size() == Tasks.LOG_PAGE);
            return read;
        }

        @Override
        public boolean canWait() {
            return false;
        }

        @Override
        public @Nullable String missing() {
            return LogWords.fault(tasks.get(task.id().value()).value());
        }
    }

    /** For a reference server: it hands out the oldest rows again and again, and never more than a hundred. */
    final class FirstRows implements LogTail {
        private final Tasks tasks;
        private final TaskView task;
        private final TaskOutput output;
        private int shown;

        private FirstRows(Tasks tasks, TaskView task, TaskOutput output) {
            this.tasks = tasks;
            this.task = task;
            this.output = output;
        }

        @Override
        public int read(Duration wait) {
            if (shown >= Tasks.FIRST_ROWS) {
                return 0;
            }
            List<Received<LogRow>> rows = tasks.firstLogs(task);
            int before = shown;
            for (Received<LogRow> row : rows.subList(Math.min(before, rows.size()), rows.size())) {
                output.row(row);
                shown++;
            }
            return shown - before;
        }

        @Override
        public boolean canWait() {
            return false;
        }

        @Override
        public @Nullable String missing() {
            return shown < Tasks.FIRST_ROWS
                    ? null
                    : "this server hands out the first %d lines of a log only; there may be more"
                            .formatted(Tasks.FIRST_ROWS);
        }
    }
}
