package io.noderax.server.telemetry;

import io.noderax.protocol.json.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which samples to list; null is no limit. */
record MetricFilter(@Nullable UUID node, int limit) {
    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 100;

    static MetricFilter read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, LONGEST_PAGE);
        return new MetricFilter(fields.optionalUuid("nodeId"), limit == null ? PAGE : limit.intValue());
    }
}
