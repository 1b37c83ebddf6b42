package io.noderax.server.tasklogs;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.server.http.Refusal;
import org.jspecify.annotations.Nullable;

/** What decides whether a task's log may grow. */
public record LoggedTask(
        TaskId id, NodeId node, TaskStatus status, @Nullable AttemptId attempt) {
    /** @throws Refusal when the task is not the caller's, or another attempt holds it */
    void requireHeldBy(NodeId caller, @Nullable AttemptId claimed) {
        if (!node.equals(caller)) {
            throw notFound(id, caller);
        }
        if (claimed != null && !claimed.equals(attempt)) {
            throw Refusal.conflict("Task " + id + " is held by another attempt");
        }
    }

    /** The two words "queued state" make the reference's agent try again (wire contract, 1.7). */
    Refusal cannotAcceptLogs() {
        return Refusal.conflict("Task %s is in %s state and cannot accept logs".formatted(id, status.wireName()));
    }

    static Refusal notFound(TaskId id, NodeId node) {
        return Refusal.notFound("Task %s was not found for node %s".formatted(id, node));
    }
}
