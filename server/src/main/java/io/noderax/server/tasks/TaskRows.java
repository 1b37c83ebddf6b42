package io.noderax.server.tasks;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.storage.Row;
import io.noderax.server.tasklogs.LogHeadRows;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads tasks, each with what its node's state says about why it stands where it stands. */
final class TaskRows {
    /**
     * Shows the tasks of the source (a table, or a common table expression that returned whole rows of tasks) named {@code t},
     * with the columns of their node that {@link StatusReasons} needs.
     */
    static final String SHOWN =
            """
            select t.*, n.name as node_name, n.status as node_status, n.status_since as node_status_since,
                n.last_seen_at as node_last_seen_at, n.maintenance_mode as node_in_maintenance,
                n.maintenance_started_at as node_maintenance_started_at, n.maintenance_reason as node_maintenance_reason,
                n.agent_slots as node_slots, n.agent_types is null or t.type = any(n.agent_types) as node_takes_type,
                case when t.status = 'queued' and n.agent_slots is not null then
                  (select count(*) from tasks h where h.node_id = t.node_id and h.status in ('accepted', 'claimed', 'running'))
                else 0 end as node_busy,
            """ + LogHeadRows.COLUMNS + "from %s t join nodes n on n.id = t.node_id " + LogHeadRows.JOIN + '\n';

    /**
     * A member of the payload of {@code t} as text, in which {@code %s} stands for its name. Null in a payload that has a NUL
     * anywhere: PostgreSQL keeps it as it came, and fails when it is to take it apart.
     */
    static final String MEMBER =
            "case when position(chr(92) || 'u0000' in t.payload::text) = 0 then t.payload ->> '%s' end";

    static final RowMapper<TaskView> TASK = Row.mapper(TaskRows::task);

    private TaskRows() {}

    static TaskStatus status(String wireName) {
        TaskStatus status = TaskStatus.BY_NAME.get(wireName);
        if (status == null) {
            throw new IllegalStateException("unknown task status " + wireName);
        }
        return status;
    }

    private static TaskView task(Row row) {
        TaskStatus status = status(row.text("status"));
        NodeId node = new NodeId(row.uuid("node_id"));
        UUID attempt = row.optionalUuid("attempt_id");
        boolean held = status == TaskStatus.ACCEPTED || status == TaskStatus.CLAIMED;
        return new TaskView(
                new TaskId(row.uuid("id")),
                new WorkspaceId(row.uuid("workspace_id")),
                node,
                row.optionalUuid("target_team_id"),
                row.optionalUuid("template_id"),
                row.optionalText("template_name"),
                row.text("type"),
                row.flag("is_internal"),
                row.json("payload"),
                status,
                row.optionalJson("result"),
                output(status, row),
                row.flag("output_truncated"),
                held ? row.optionalInstant("lease_until") : null,
                held ? node : null,
                held ? attemptId(attempt) : null,
                row.optionalInstant("started_at"),
                row.optionalInstant("finished_at"),
                row.optionalInstant("cancel_requested_at"),
                row.optionalText("cancel_reason"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.number("attempts"),
                row.instant("queue_deadline"),
                StatusReasons.of(status, row),
                LogHeadRows.summary(row));
    }

    /** Of a task that runs, the last line that came by itself, as the reference shows it. */
    private static @Nullable String output(TaskStatus status, Row row) {
        String output = row.optionalText("output");
        return output == null && status == TaskStatus.RUNNING ? LogHeadRows.lastLine(row) : output;
    }

    private static @Nullable AttemptId attemptId(@Nullable UUID id) {
        return id == null ? null : new AttemptId(id);
    }
}
