package io.noderax.server.tasks;

import io.noderax.protocol.id.NodeId;
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

/** Tasks that features of the server make, in the transactions of these features. */
@Singleton
public class NodeTasks {
    private final TaskQueue queue;
    private final NodeTaskStore store;
    private final Signals signals;

    NodeTasks(TaskQueue queue, NodeTaskStore store, Signals signals) {
        this.queue = queue;
        this.store = store;
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
