package io.noderax.server.tasks;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Row;
import io.noderax.server.tasklogs.LoggedTask;
import io.noderax.server.tasklogs.LoggedTasks;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** What logs have to know of tasks, read from the table of tasks. */
@Singleton
class LoggedTaskStore implements LoggedTasks {
    private static final RowMapper<LoggedTask> TASK = Row.mapper(LoggedTaskStore::task);

    private final Database database;
    private final TaskStore tasks;

    LoggedTaskStore(Database database, TaskStore tasks) {
        this.database = database;
        this.tasks = tasks;
    }

    @Override
    public Map<TaskId, LoggedTask> find(Handle db, Collection<TaskId> ids) {
        Map<TaskId, LoggedTask> found = new HashMap<>();
        db.createQuery("select id, node_id, status, attempt_id from tasks where id = any(:ids)")
                .bindArray("ids", UUID.class, ids.stream().map(TaskId::value).toList())
                .map(TASK)
                .forEach(task -> found.put(task.id(), task));
        return found;
    }

    @Override
    public TaskStatus readable(Scope scope, TaskId id) {
        return database.run(db -> tasks.byId(db, scope, id))
                .orElseThrow(() -> Refusal.notFound("Task " + id + " was not found"))
                .status();
    }

    private static LoggedTask task(Row row) {
        UUID attempt = row.optionalUuid("attempt_id");
        return new LoggedTask(
                new TaskId(row.uuid("id")),
                new NodeId(row.uuid("node_id")),
                TaskRows.status(row.text("status")),
                attempt == null ? null : new AttemptId(attempt));
    }
}
