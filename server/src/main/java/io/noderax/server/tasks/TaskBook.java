package io.noderax.server.tasks;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.http.Refusal;
import io.noderax.server.http.Totals;
import io.noderax.server.storage.Database;
import io.noderax.server.tasklogs.LogRange;
import io.noderax.server.tasklogs.TaskLogs;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.util.List;

/** Tasks and their logs, read and written without moving a task's state. */
@Singleton
class TaskBook {
    private final Database database;
    private final TaskStore tasks;
    private final TaskLogs logs;

    TaskBook(Database database, TaskStore tasks, TaskLogs logs) {
        this.database = database;
        this.tasks = tasks;
        this.logs = logs;
    }

    TaskView read(Scope scope, TaskId id) {
        return database.run(db -> tasks.byId(db, scope, id))
                .orElseThrow(() -> Refusal.notFound("Task " + id + " was not found"));
    }

    Totals<TaskView> list(Scope scope, TaskFilter filter) {
        return database.run(db ->
                new Totals<>(tasks.list(db, scope, filter), filter.counted() ? tasks.count(db, scope, filter) : null));
    }

    List<LogRow> log(Scope scope, TaskId id, LogRange range) {
        return logs.lines(scope, id, range);
    }

    LogRow append(Report report, LogLine line) {
        return logs.append(report.node(), report.task(), report.attempt(), line);
    }
}
