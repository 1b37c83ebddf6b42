package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.auth.Operator;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tasks that features of the server make, in the transactions of these features. */
@Singleton
public class NodeTasks {
    private final TaskQueue queue;
    private final NodeTaskStore store;
    private final TaskStore tasks;
    private final TaskTransitions transitions;
    private final Signals signals;

    NodeTasks(TaskQueue queue, NodeTaskStore store, TaskStore tasks, TaskTransitions transitions, Signals signals) {
        this.queue = queue;
        this.store = store;
        this.tasks = tasks;
        this.transitions = transitions;
        this.signals = signals;
    }

    /**
     * Queues one in an operator's name, seen and written down like any other.
     *
     * @throws io.noderax.server.http.Refusal when the scope has no such node, or the node takes no such work
     */
    public TaskView queue(
            Handle tx, Scope scope, Operator operator, NodeId node, String type, JsonObject payload, Duration longest) {
        return queue.insert(tx, scope, operator, node, type, payload, longest);
    }

    /**
     * Queues one for which nobody asks at this moment, seen like any other and written down as the server's deed.
     *
     * @param by in whose name; null: nobody's any more
     * @throws io.noderax.server.http.Refusal when there is no such node, or it takes no work
     */
    public TaskView queueBySystem(
            Handle tx, @Nullable UserId by, NodeId node, String type, JsonObject payload, Duration longest) {
        return queue.insertBySystem(tx, by, node, type, payload, longest);
    }

    public Optional<TaskView> find(Handle db, TaskId task) {
        return tasks.byId(db, Scope.EVERYTHING, task);
    }

    /** Ends a task that no agent has started yet; false when one has. */
    public boolean withdraw(Handle tx, TaskId task, String reason) {
        return transitions.withdraw(tx, task, reason);
    }

    /** The node's task of that type whose answer is on its way, the newest. */
    public Optional<TaskView> live(Handle tx, NodeId node, String type) {
        return store.live(tx, node, type, null);
    }

    /** The same for one with that member {@code term} in its payload; one that was answered within the last minute counts too. */
    public Optional<TaskView> liveOrRecent(Handle tx, NodeId node, String type, String term) {
        return store.live(tx, node, type, term);
    }

    /** Queues an internal task because another one has ended, unless one of that type waits for the node already. */
    public void followUp(Handle tx, TaskView cause, String type, Duration longest) {
        if (store.insertFollowUp(tx, cause, type, longest)) {
            signals.tell(tx, Signal.NODE_HAS_WORK, cause.nodeId().value());
        }
    }
}
