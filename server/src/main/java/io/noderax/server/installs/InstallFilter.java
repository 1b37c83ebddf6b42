package io.noderax.server.installs;

import io.noderax.protocol.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which installations to list; null is no limit. */
record InstallFilter(@Nullable String status, int limit) {
    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 100;
    private static final Map<String, String> STATUSES = statuses();

    static InstallFilter read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, LONGEST_PAGE);
        return new InstallFilter(fields.optionalChoice("status", STATUSES), limit == null ? PAGE : limit.intValue());
    }

    private static Map<String, String> statuses() {
        Map<String, String> statuses = new LinkedHashMap<>();
        List.of("pending", "installing", "completed", "failed", "expired")
                .forEach(status -> statuses.put(status, status));
        return statuses;
    }
}
