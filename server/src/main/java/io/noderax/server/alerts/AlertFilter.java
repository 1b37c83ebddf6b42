package io.noderax.server.alerts;

import io.noderax.protocol.json.Fields;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which alerts to list; null is no limit. */
record AlertFilter(@Nullable State state, @Nullable UUID node, boolean counted, int limit, long offset) {
    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 100;

    /** How an alert stands: {@code ATTENTION} is one that lasts and that nobody has acknowledged or muted. */
    enum State {
        ATTENTION,
        OPEN,
        RECOVERED;

        private static final Map<String, State> BY_NAME = byName();

        private static Map<String, State> byName() {
            Map<String, State> names = new LinkedHashMap<>();
            for (State state : values()) {
                names.put(state.name().toLowerCase(Locale.ROOT), state);
            }
            return names;
        }
    }

    static AlertFilter read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, LONGEST_PAGE);
        Long offset = fields.optionalInteger("offset", 0, Long.MAX_VALUE);
        return new AlertFilter(
                fields.optionalChoice("state", State.BY_NAME),
                fields.optionalUuid("nodeId"),
                Boolean.TRUE.equals(fields.optionalFlag("total")),
                limit == null ? PAGE : limit.intValue(),
                offset == null ? 0 : offset);
    }
}
