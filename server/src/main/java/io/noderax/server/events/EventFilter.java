package io.noderax.server.events;

import io.noderax.protocol.json.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which events to list; null is no limit. */
record EventFilter(
        @Nullable UUID node,
        @Nullable String type,
        @Nullable Severity severity,
        int limit) {
    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 100;

    static EventFilter read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, LONGEST_PAGE);
        return new EventFilter(
                fields.optionalUuid("nodeId"),
                fields.optionalText("type", 1, 120),
                fields.optionalChoice("severity", Severity.BY_NAME),
                limit == null ? PAGE : limit.intValue());
    }
}
