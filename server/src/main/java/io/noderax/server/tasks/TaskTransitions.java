package io.noderax.server.tasks;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.TaskAcknowledged;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.events.Events;
import io.noderax.server.events.Happening;
import io.noderax.server.events.Severity;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.tasklogs.TaskLogs;
import io.noderax.server.workspaces.Scope;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of tasks (wire contract, 1.9): every move is one conditional update, with its event and its outbox row in the
 * same transaction. What cannot move says why, in the words of the reference, which its agent tests for.
 */
@Singleton
class TaskTransitions {
    /** A task that is given back unlaunched so often meets something that does not pass by itself. */
    private static final int MOST_ATTEMPTS = 10;

    private final Database database;
    private final TaskStore tasks;
    private final TaskTransitionStore store;
    private final Events events;
    private final Signals signals;
    private final TaskLogs logs;
    private final Audit audit;
    private final Instance<TaskEndings> endings;
    private final Duration lease;

    TaskTransitions(
            Database database,
            TaskStore tasks,
            TaskTransitionStore store,
            Events events,
            Signals signals,
            TaskLogs logs,
            Audit audit,
            Instance<TaskEndings> endings,
            TaskTimes times) {
        this.database = database;
        this.tasks = tasks;
        this.store = store;
        this.events = events;
        this.signals = signals;
        this.lease = times.lease();
        this.logs = logs;
        this.audit = audit;
        this.endings = endings;
    }

    /** The oldest task that the node may run now, claimed for it; empty when there is none. */
    Optional<TaskView> claim(Claimant claimant) {
        return database.transaction(tx -> {
            Optional<TaskView> task = store.claim(tx, claimant, lease);
            task.ifPresent(claimed -> changed(tx, claimed));
            return task;
        });
    }

    /** Takes back what was claimed for the node's agent on an answer that never reached it. */
    void takeBack(NodeId node, List<UUID> known) {
        database.inTransaction(tx -> store.takeBack(tx, node, known).forEach(task -> requeued(tx, task)));
    }

    /** Takes a claim back that never reached its agent; false when the attempt does not hold the task any more. */
    boolean release(TaskId id, AttemptId attempt) {
        return database.transaction(tx -> {
            Optional<TaskView> task = store.release(tx, id, attempt);
            task.ifPresent(queued -> requeued(tx, queued));
            return task.isPresent();
        });
    }

    /** The claim has said it already, so this changes nothing. */
    TaskAcknowledged accepted(Report report) {
        Held held = database.run(db -> held(db, report));
        if (held.status() == TaskStatus.QUEUED) {
            throw inState(report.task(), held.status(), "cannot be accepted");
        }
        return new TaskAcknowledged(true, true, report.task());
    }

    /** The node starts the task now; repeating it is harmless. */
    TaskView started(Report report) {
        return database.transaction(tx -> {
            Optional<TaskView> started = store.start(tx, report, lease);
            started.ifPresent(task -> publish(tx, task, "task.started", Severity.INFO, "started"));
            return started.orElseGet(() -> alreadyRunning(find(tx, report)));
        });
    }

    private static TaskView alreadyRunning(TaskView task) {
        return switch (task.status()) {
            case RUNNING -> task;
            case QUEUED -> throw Refusal.conflict("Task " + task.id() + " must be accepted before it can be started");
            case ACCEPTED, CLAIMED ->
                throw Refusal.conflict("Task " + task.id() + " lease expired before started transition");
            case SUCCESS, FAILED, CANCELLED ->
                throw Refusal.conflict("Task %s is already %s and cannot be started"
                        .formatted(task.id(), task.status().wireName()));
        };
    }

    /** The task has ended; repeating the same end is harmless. A task whose start was never reported may end too. */
    TaskView completed(Report report, Completion completion) {
        TaskView completed = database.transaction(tx -> completion.givesBack()
                ? neverLaunched(tx, report, completion)
                : ended(tx, report, completion, Ending.of(completion)));
        logs.news(report.task());
        return completed;
    }

    private TaskView ended(Handle tx, Report report, Completion completion, Ending ending) {
        Optional<TaskView> ended = store.complete(tx, report, ending);
        ended.ifPresent(task -> {
            publishEnd(tx, task);
            endings.forEach(feature -> feature.ended(tx, task, completion));
        });
        TaskView task = ended.orElseGet(() -> alreadyEnded(find(tx, report), ending.status()));
        logs.ended(tx, report.task(), completion.log());
        return task;
    }

    /** The task waits again; one whose end was asked for has it with that. */
    private TaskView neverLaunched(Handle tx, Report report, Completion completion) {
        Optional<TaskView> queued = store.giveBack(tx, report, MOST_ATTEMPTS);
        queued.ifPresent(task -> requeued(tx, task));
        return queued.orElseGet(() -> {
            Held held = held(tx, report);
            return ended(
                    tx,
                    report,
                    completion,
                    held.cancelRequestedAt() == null
                            ? Ending.of(completion)
                            : Ending.cancelledBeforeRun(held.cancelReason()));
        });
    }

    private static TaskView alreadyEnded(TaskView task, TaskStatus reported) {
        if (task.status() == reported) {
            return task;
        }
        if (task.status().isFinal()) {
            throw Refusal.conflict("Task %s is already %s and cannot transition to %s"
                    .formatted(task.id(), task.status().wireName(), reported.wireName()));
        }
        throw inState(task.id(), task.status(), "cannot be completed");
    }

    /** Ends a task that does not run yet; asks for the end of one that runs; leaves one that has ended. */
    TaskView cancel(Scope scope, TaskId id, @Nullable String reason) {
        return database.transaction(tx -> {
            Optional<TaskView> cancelled = store.cancelBeforeRun(tx, scope, id, reason);
            cancelled.ifPresent(task -> publishEnd(tx, task));
            cancelled.ifPresent(task -> noteCancel(tx, task, reason));
            return cancelled
                    .or(() -> requestCancel(tx, scope, id, reason))
                    .or(() -> tasks.byId(tx, scope, id))
                    .orElseThrow(() -> Refusal.notFound("Task " + id + " was not found"));
        });
    }

    /** Ends a task that does not run yet, as the server's own deed; false when it does, or is over. */
    boolean withdraw(Handle tx, TaskId id, String reason) {
        Optional<TaskView> cancelled = store.cancelBeforeRun(tx, Scope.EVERYTHING, id, reason);
        cancelled.ifPresent(task -> publishEnd(tx, task));
        return cancelled.isPresent();
    }

    private Optional<TaskView> requestCancel(Handle tx, Scope scope, TaskId id, @Nullable String reason) {
        Optional<TaskView> asked = store.requestCancel(tx, scope, id, reason);
        asked.ifPresent(task -> {
            changed(tx, task);
            noteCancel(tx, task, reason);
            signals.tell(tx, Signal.TASK_CHANGED, task.id().value());
        });
        return asked;
    }

    private void noteCancel(Handle tx, TaskView task, @Nullable String reason) {
        audit.note(
                tx,
                Deed.in(task.workspaceId(), "task.cancelled", "task", task.id(), task.type())
                        .with("reason", reason));
    }

    List<NodeId> nodesWithQueuedTasks() {
        return database.run(store::nodesWithQueuedTasks);
    }

    /** @throws Refusal when it is not one of the node's tasks, or another attempt holds it */
    Held held(Handle db, Report report) {
        Held held = store.held(db, report.node(), report.task()).orElseThrow(() -> unknown(report));
        if (held.isAnother(report)) {
            throw Refusal.conflict("Task %s is held by another attempt".formatted(report.task()));
        }
        return held;
    }

    private TaskView find(Handle db, Report report) {
        held(db, report);
        return tasks.ofNode(db, report.node(), report.task()).orElseThrow(() -> unknown(report));
    }

    static Refusal unknown(Report report) {
        return Refusal.notFound("Task %s was not found for node %s".formatted(report.task(), report.node()));
    }

    /** The two words "queued state" make the reference's agent try again (wire contract, 1.7). */
    static Refusal inState(TaskId id, TaskStatus status, String cannot) {
        return Refusal.conflict("Task %s is in %s state and %s".formatted(id, status.wireName(), cannot));
    }

    /** To be told to the control calls that wait, too: whoever runs it still should stop. */
    void publishEnd(Handle tx, TaskView task) {
        signals.tell(tx, Signal.TASK_CHANGED, task.id().value());
        String why = task.statusReason() == null
                ? task.status().wireName()
                : task.statusReason().message();
        switch (task.status()) {
            case SUCCESS -> publish(tx, task, "task.completed", Severity.INFO, why);
            case CANCELLED -> publish(tx, task, "task.cancelled", Severity.WARNING, why);
            case FAILED -> publish(tx, task, "task.failed", Severity.WARNING, why);
            case QUEUED, ACCEPTED, CLAIMED, RUNNING -> throw new IllegalStateException("not an end: " + task.status());
        }
    }

    /** The task waits again: for the next claim of its node. */
    void requeued(Handle tx, TaskView task) {
        changed(tx, task);
        signals.tell(tx, Signal.NODE_HAS_WORK, task.nodeId().value());
        signals.tell(tx, Signal.TASK_CHANGED, task.id().value());
    }

    /** The server's own questions make no events: a followed log asks one every few seconds. */
    void publish(Handle tx, TaskView task, String type, Severity severity, String words) {
        if (task.isInternal()) {
            changed(tx, task);
            return;
        }
        JsonObject metadata = JsonObject.builder()
                .put("taskId", task.id().value())
                .put("taskType", task.type())
                .put("attempt", task.attempts())
                .build();
        String message = "Task %s (%s): %s".formatted(task.id(), task.type(), words);
        events.publish(tx, new Happening(task.workspaceId(), task.nodeId(), type, severity, message, metadata));
        changed(tx, task);
    }

    /** Tells browsers. */
    void changed(Handle tx, TaskView task) {
        events.changed(tx, "task.updated", task.workspaceId(), task.id().value(), task);
    }
}
