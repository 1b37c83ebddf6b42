package io.noderax.cli.tasks;

import io.noderax.cli.http.Received;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.TaskView;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task's log, read once from its beginning to its end, however often it is asked for more. Belongs to one thread. */
sealed interface LogTail {
    /** Reads what is new, oldest first; how many rows that were. */
    int read(Consumer<Received<LogRow>> reader);

    /** What the reader must know about rows that she was not shown; null when she was shown all. */
    @Nullable
    String missing();

    static LogTail of(Tasks tasks, TaskView task, boolean cursor) {
        return cursor ? new ByCursor(tasks, task) : new FirstRows(tasks, task);
    }

    /** For a server that hands out rows from any place on. */
    final class ByCursor implements LogTail {
        private final Tasks tasks;
        private final TaskView task;
        private long seq;

        private ByCursor(Tasks tasks, TaskView task) {
            this.tasks = tasks;
            this.task = task;
        }

        @Override
        public int read(Consumer<Received<LogRow>> reader) {
            int read = 0;
            List<Received<LogRow>> page;
            do {
                page = tasks.logsAfter(task, seq);
                for (Received<LogRow> row : page) {
                    reader.accept(row);
                    Long number = row.value().seq();
                    seq = number == null ? seq : Math.max(seq, number);
                }
                read += page.size();
            } while (page.size() == Tasks.LOG_PAGE);
            return read;
        }

        @Override
        public @Nullable String missing() {
            return null;
        }
    }

    /** For a reference server: it hands out the oldest rows again and again, and never more than a hundred. */
    final class FirstRows implements LogTail {
        private final Tasks tasks;
        private final TaskView task;
        private int shown;

        private FirstRows(Tasks tasks, TaskView task) {
            this.tasks = tasks;
            this.task = task;
        }

        @Override
        public int read(Consumer<Received<LogRow>> reader) {
            if (shown >= Tasks.FIRST_ROWS) {
                return 0;
            }
            List<Received<LogRow>> rows = tasks.firstLogs(task);
            int before = shown;
            for (Received<LogRow> row : rows.subList(Math.min(before, rows.size()), rows.size())) {
                reader.accept(row);
                shown++;
            }
            return shown - before;
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
