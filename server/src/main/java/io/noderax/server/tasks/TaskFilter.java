package io.noderax.server.tasks;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.task.TaskStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which tasks to list; null is no limit. */
record TaskFilter(
        @Nullable UUID node,
        @Nullable TaskStatus status,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable String fanOut,
        boolean includeInternal,
        boolean counted,
        int limit,
        long offset) {
    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 100;

    static TaskFilter read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, LONGEST_PAGE);
        Long offset = fields.optionalInteger("offset", 0, Long.MAX_VALUE);
        return new TaskFilter(
                fields.optionalUuid("nodeId"),
                fields.optionalChoice("status", TaskStatus.BY_NAME),
                fields.optionalInstant("createdAfter"),
                fields.optionalInstant("createdBefore"),
                fields.optionalText("fanOutId", 1, 64),
                Boolean.TRUE.equals(fields.optionalFlag("includeInternal")),
                Boolean.TRUE.equals(fields.optionalFlag("total")),
                limit == null ? PAGE : limit.intValue(),
                offset == null ? 0 : offset);
    }
}
