package io.noderax.server.tasklogs;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.LogRow;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One line that waits for its turn to be stored; the thread of its request waits with it. */
record PendingLine(
        NodeId node,
        TaskId task,
        @Nullable AttemptId attempt,
        LogLine line,
        Instant at,
        CompletableFuture<LogRow> stored) {
    PendingLine(NodeId node, TaskId task, @Nullable AttemptId attempt, LogLine line, Instant arrived) {
        this(
                node,
                task,
                attempt,
                line,
                line.timestamp() == null ? arrived : line.timestamp(),
                new CompletableFuture<>());
    }

    boolean isOfSameAttempt(PendingLine other) {
        return node.equals(other.node) && Objects.equals(attempt, other.attempt);
    }

    /** Blocks until it is stored, or refused. */
    LogRow await() {
        try {
            return stored.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
