package io.noderax.server.tasks;

import io.noderax.protocol.task.TaskStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an agent may want to know about a task of its node, without the rest of the row. */
record Held(
        TaskStatus status,
        @Nullable Instant cancelRequestedAt,
        @Nullable String cancelReason,
        @Nullable UUID attempt) {
    /** Whether that attempt, if it is named, is not the task's own (any more). */
    boolean isAnother(Report report) {
        return report.attempt() != null && !report.attempt().value().equals(attempt);
    }
}
