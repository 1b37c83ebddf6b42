package io.noderax.server.enrollment;

import io.noderax.protocol.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which requests to list; null is no limit. */
record EnrollmentFilter(@Nullable String status, int limit) {
    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 100;
    private static final Map<String, String> STATUSES = statuses();

    static EnrollmentFilter read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, LONGEST_PAGE);
        return new EnrollmentFilter(fields.optionalChoice("status", STATUSES), limit == null ? PAGE : limit.intValue());
    }

    private static Map<String, String> statuses() {
        Map<String, String> statuses = new LinkedHashMap<>();
        for (String status : new String[] {"pending", "approved", "revoked"}) {
            statuses.put(status, status);
        }
        return statuses;
    }
}
