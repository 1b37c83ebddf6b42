package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.auth.Operator;
import io.noderax.server.http.Caller;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.waiting.Deadlines;
import io.noderax.server.waiting.Parked;
import io.noderax.server.workspaces.Scope;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The server's own questions to nodes, as tasks that lists do not show. Who waits for an answer is parked in memory, without a
 * thread and without a query, until the task has ended or the time is over.
 */
@Singleton
public class InternalTasks {
    /** How long a question waits for its agent: nobody looks at the answer of one that comes later. */
    private static final Duration QUEUE_TIMEOUT = Duration.ofMinutes(2);

    private final Database database;
    private final TaskQueue queue;
    private final TaskStore store;
    private final Parked<TaskId, ParkedEnd> waiting = new Parked<>(ParkedEnd::task);
    private final Deadlines deadlines;

    InternalTasks(Database database, TaskQueue queue, TaskStore store, Deadlines deadlines, Signals signals) {
        this.database = database;
        this.queue = queue;
        this.store = store;
        this.deadlines = deadlines;
        signals.on(Signal.TASK_CHANGED, id -> look(waiting.take(new TaskId(id))));
        signals.onLoss(() -> look(waiting.takeAll()));
    }

    /** @throws Refusal when the node takes no work, or has not applied the root access that the payload wants */
    public TaskView ask(Scope scope, Operator operator, NodeId node, String type, JsonObject payload) {
        return queue.ask(scope, operator, node, type, payload, QUEUE_TIMEOUT);
    }

    /** The answer comes when the task has ended, or as the task is when the time is over. */
    public CompletionStage<TaskView> ended(Scope scope, TaskView asked, Duration longestWait, Caller caller) {
        ParkedEnd end = new ParkedEnd(scope, asked);
        caller.onGone(() -> waiting.remove(end));
        lookOrPark(end);
        deadlines.limit(end.answer(), longestWait, () -> timeIsOver(end));
        return end.answer();
    }

    void onStop(@Observes ShutdownEvent stopping) {
        waiting.takeAll().forEach(ParkedEnd::giveLast);
    }

    /** Does not block. */
    private void look(List<ParkedEnd> ends) {
        for (ParkedEnd end : ends) {
            Thread.ofVirtual().name("task-end").start(() -> lookOrPark(end));
        }
    }

    /** Parks first, so that what changes after the look is told to it. */
    private void lookOrPark(ParkedEnd end) {
        waiting.add(end);
        try {
            TaskView now = database.run(db -> store.byId(db, end.scope(), end.task()))
                    .orElseThrow(() -> Refusal.notFound("Task " + end.task() + " was not found"));
            if (end.giveIfOver(now)) {
                waiting.remove(end);
            }
        } catch (RuntimeException e) {
            waiting.remove(end);
            end.fail(e instanceof Refusal ? e : Refusal.unavailable("Try again", Duration.ofSeconds(2)));
        }
    }

    private void timeIsOver(ParkedEnd end) {
        end.setOverdue();
        if (waiting.remove(end)) {
            Thread.ofVirtual().name("task-end").start(end::giveLast);
        }
    }
}
