package io.noderax.server.audit.reading;

import io.noderax.protocol.json.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to list; null is no limit.
 *
 * @param actor a part of the e-mail address, or the whole id
 */
record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String targetType,
        @Nullable Instant from,
        @Nullable Instant to,
        int limit,
        long offset) {
    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 100;

    static AuditFilter read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, LONGEST_PAGE);
        Long offset = fields.optionalInteger("offset", 0, Long.MAX_VALUE);
        return new AuditFilter(
                fields.optionalText("actor", 1, 254),
                fields.optionalText("action", 1, 120),
                fields.optionalText("targetType", 1, 80),
                fields.optionalInstant("from"),
                fields.optionalInstant("to"),
                limit == null ? PAGE : limit.intValue(),
                offset == null ? 0 : offset);
    }
}
