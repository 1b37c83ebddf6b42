package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.LogRow;
import io.noderax.server.background.OneAtATime;
import io.noderax.server.http.Refusal;
import io.noderax.server.realtime.ConsoleSession;
import io.noderax.server.workspaces.Scope;
import java.util.List;

/** A browser that is sent a task's lines as they come, each once, in order, no faster than it takes them. */
final class LogFollower {
    private static final int PAGE = 500;

    private final ConsoleSession session;
    private final TaskId task;
    private final LineReads reads;
    private final OneAtATime work = new OneAtATime("log-follower", this::send);
    private volatile boolean gone;

    // Only the work's thread.
    private long after;

    LogFollower(ConsoleSession session, TaskId task, long after, LineReads reads) {
        this.session = session;
        this.task = task;
        this.after = after;
        this.reads = reads;
    }

    ConsoleSession session() {
        return session;
    }

    TaskId task() {
        return task;
    }

    /** There may be more, or the browser takes more again. Does not block. */
    void look() {
        work.look();
    }

    void stop() {
        gone = true;
    }

    private void send() {
        while (!gone && session.isWritable()) {
            List<LogRow> rows = more();
            if (rows.isEmpty()) {
                return;
            }
            Long last = rows.getLast().seq();
            if (last == null || !session.send("task.log", told(rows, last))) {
                return;
            }
            after = last;
        }
    }

    /** None once the task is gone, or its person may not read it any more. */
    private List<LogRow> more() {
        Scope scope = Scope.of(List.copyOf(session.viewer().workspaces()));
        try {
            return reads.read(scope, task, new LogRange(after, null, null, PAGE));
        } catch (Refusal e) {
            gone = true;
            return List.of();
        }
    }

    private JsonObject told(List<LogRow> rows, long last) {
        return JsonObject.builder()
                .put("taskId", task.value())
                .put("lines", rows.stream().map(LogRow::toJson).toList())
                .put("last", last)
                .build();
    }
}
