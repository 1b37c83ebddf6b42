package io.noderax.cli.tasks;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Failure;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.Received;
import io.noderax.cli.http.ReceivedBytes;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.BadFrame;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.problem.Reason;
import io.noderax.protocol.task.CreateTask;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tasks of a server (wire contract, 3.6). What changes a task goes through its workspace, so that a workspace's admin may. */
public final class Tasks {
    /** The most rows of a log that one call brings, with a cursor and without. */
    static final int LOG_PAGE = 1000;

    static final int FIRST_ROWS = 100;

    /** The most tasks that one call brings. */
    public static final int PAGE = 100;

    private final Connection connection;

    public Tasks(Connection connection) {
        this.connection = connection;
    }

    /** Newest first. */
    public List<Received<TaskView>> list(@Nullable NodeId node, @Nullable TaskStatus status, int limit, int offset) {
        return connection.getAll(
                Query.of("/tasks")
                        .with("nodeId", node)
                        .with("status", status == null ? null : status.wireName())
                        .with("limit", limit)
                        .with("offset", offset == 0 ? null : offset),
                TaskView::read);
    }

    public Received<TaskView> get(UUID id) {
        return connection.get(Query.of("/tasks/{}", id), TaskView::read);
    }

    Received<TaskView> create(WorkspaceId workspace, CreateTask task) {
        return connection.post(Query.of("/workspaces/{}/tasks", workspace), task, TaskView::read);
    }

    /** Asks for the end of a task; what runs goes on until its node has heard of it. One that has ended comes back as it is. */
    public Received<TaskView> cancel(TaskView task, String reason) {
        Query query = Query.of("/workspaces/{}/tasks/{}/cancel", task.workspaceId(), task.id());
        return connection.post(query, new Reason(reason), TaskView::read);
    }

    /** The rows after the one with that number, oldest first. */
    List<Received<LogRow>> logsAfter(TaskView task, long seq) {
        return connection.getAll(logs(task).with("limit", LOG_PAGE).with("after", seq), LogRow::read);
    }

    /** The first rows, oldest first: all that a server without cursor hands out. */
    List<Received<LogRow>> firstLogs(TaskView task) {
        return connection.getAll(logs(task).with("limit", FIRST_ROWS), LogRow::read);
    }

    /** Frames of the log from that offset on; blocks on the server for so long until there is one. */
    OutputPiece output(TaskView task, long offset, Duration wait) {
        Query query = Query.of("/tasks/{}/output", task.id())
                .with("offset", offset)
                .with("limit", OutputPiece.LARGEST)
                .with("waitMs", wait.isZero() ? null : wait.toMillis());
        ReceivedBytes received = connection.getBytes(query, LogFrame.MEDIA_TYPE);
        try {
            return OutputPiece.read(received);
        } catch (BadFrame e) {
            Failure broken = new Failure.Foreign(200, "a log that cannot be read (" + e.getMessage() + ")");
            throw new CallFailed(connection.server(), broken, e);
        }
    }

    /** What a task ended with, as its node reported it. */
    static JsonObject result(TaskView task) {
        JsonObject result = task.result();
        return result == null ? JsonObject.EMPTY : result;
    }

    private static Query logs(TaskView task) {
        return Query.of("/tasks/{}/logs", task.id());
    }

    /** The exit code that the node reported; null when there is none. */
    static @Nullable Long exitCode(TaskView task) {
        return result(task).get("exitCode") instanceof Long code ? code : null;
    }
}
