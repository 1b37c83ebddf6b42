package io.noderax.server.tasklogs;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.task.LogState;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Takes batches of frames: what is new is stored once, whatever is repeated; what lies ahead is asked for again. */
@Singleton
class LogBatches {
    private final Database database;
    private final LoggedTasks tasks;
    private final LogGrowth logs;
    private final Event<AttemptHeard> heard;
    private final Signals signals;

    LogBatches(Database database, LoggedTasks tasks, LogGrowth logs, Event<AttemptHeard> heard, Signals signals) {
        this.database = database;
        this.tasks = tasks;
        this.logs = logs;
        this.signals = signals;
        this.heard = heard;
    }

    /** Gives the log's end: everything below it is stored. */
    long append(NodeId node, TaskId id, AttemptId attempt, FrameBatch batch) {
        Growth growth = database.transaction(tx -> {
            LoggedTask task = tasks.find(tx, List.of(id)).get(id);
            if (task == null) {
                throw LoggedTask.notFound(id, node);
            }
            task.requireHeldBy(node, attempt);
            if (task.status() != TaskStatus.RUNNING && !task.status().isFinal()) {
                throw task.cannotAcceptLogs();
            }
            Map<TaskId, LogHead> locked = logs.lock(tx, List.of(task));
            Growth grown = growth(locked.getOrDefault(id, LogHead.none(id, LogState.OPEN)), batch);
            if (!grown.isEmpty()) {
                logs.store(tx, List.of(grown));
                signals.tell(tx, Signal.LOG_CHANGED, id.value());
            }
            return grown;
        });
        logs.stored(growth.isEmpty() ? List.of() : List.of(growth));
        heard.fire(new AttemptHeard(node, id, attempt));
        return growth.end();
    }

    private static Growth growth(LogHead head, FrameBatch batch) {
        if (head.state() == LogState.EXPIRED) {
            throw Refusal.gone("The log of task " + head.task() + " was deleted because of its age");
        }
        Growth growth = new Growth(head);
        if (batch.start() <= head.end()) {
            for (LogFrame frame : batch.frames()) {
                if (frame.end() > head.end()) {
                    growth.add(frame.from(head.end()));
                }
            }
        }
        requireWithin(head, growth.end());
        return growth;
    }

    private static void requireWithin(LogHead head, long end) {
        if (head.expected() != null && end > head.end() && end > head.expected().end()) {
            throw Refusal.badRequest("the log of task %s ends at %d, as its completion said (got frames up to %d)"
                    .formatted(head.task(), head.expected().end(), end));
        }
    }
}
