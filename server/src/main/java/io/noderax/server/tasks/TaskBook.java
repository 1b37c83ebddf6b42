package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.ControlAnswer;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.http.Refusal;
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
    private final TaskTransitions transitions;

    TaskBook(Database database, TaskStore tasks, TaskLogs logs, TaskTransitions transitions) {
        this.database = database;
        this.tasks = tasks;
        this.logs = logs;
        this.transitions = transitions;
    }

    TaskView read(Scope scope, TaskId id) {
        return database.run(db -> tasks.byId(db, scope, id))
                .orElseThrow(() -> Refusal.notFound("Task " + id + " was not found"));
    }

    List<TaskView> list(Scope scope, TaskFilter filter) {
        return database.run(db -> tasks.list(db, scope, filter));
    }

    List<LogRow> log(Scope scope, TaskId id, LogRange range) {
        return logs.lines(scope, id, range);
    }

    LogRow append(NodeId node, TaskId id, LogLine line) {
        return logs.append(node, id, null, line);
    }

    /**
     * Whether the agent should stop: when asked to while it runs, and also when the task is not the agent's any more, because it
     * has ended otherwise or went back to the queue.
     */
    ControlAnswer control(NodeId node, TaskId id) {
        TaskView task = database.run(db -> transitions.find(db, node, id));
        boolean asked = task.status() == TaskStatus.RUNNING && task.cancelRequestedAt() != null;
        boolean unowned = task.status() == TaskStatus.QUEUED || task.status().isFinal();
        return new ControlAnswer(id, task.status(), asked || unowned, task.cancelRequestedAt(), task.cancelReason());
    }
}
