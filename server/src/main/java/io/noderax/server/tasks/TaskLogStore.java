package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.LogRow;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The table of log lines. A line's number is given by its task's row, which also keeps writers of one log in order. */
@Singleton
class TaskLogStore {
    private static final RowMapper<LogRow> LINE = Row.mapper(TaskLogStore::line);

    /** Empty when the task does not run. */
    Optional<LogRow> append(Handle db, NodeId node, TaskId id, LogLine line) {
        return db.createQuery("""
                        with t as (
                          update tasks set log_lines = log_lines + 1, output = :message, updated_at = now()
                          where id = :id and node_id = :node and status = 'running'
                          returning id, log_lines)
                        insert into task_logs (task_id, seq, level, message, timestamp)
                        select id, log_lines, :level, :message, coalesce(:timestamp, now()) from t
                        returning *
                        """)
                .bind("id", id.value())
                .bind("node", node.value())
                .bind("level", level(line.stream()))
                .bind("message", PgText.clean(line.line()))
                .bind("timestamp", line.timestamp())
                .map(LINE)
                .findOne();
    }

    /** The oldest lines whose number is above the given one, in order. */
    List<LogRow> after(Handle db, TaskId id, long after, int limit) {
        return db.createQuery("select * from task_logs where task_id = :id and seq > :after order by seq limit :limit")
                .bind("id", id.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(LINE)
                .list();
    }

    private static String level(String stream) {
        return stream.equals("stdout") || stream.equals("stderr") ? stream : "info";
    }

    private static LogRow line(Row row) {
        return new LogRow(
                row.uuid("id"),
                new TaskId(row.uuid("task_id")),
                row.text("level"),
                row.text("message"),
                row.optionalInstant("timestamp"),
                row.instant("created_at"),
                row.number("seq"));
    }
}
