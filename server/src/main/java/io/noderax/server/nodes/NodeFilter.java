package io.noderax.server.nodes;

import io.noderax.protocol.json.Fields;
import io.noderax.server.http.IdList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which nodes to list, in which order; null is no limit. */
record NodeFilter(
        @Nullable String status,
        @Nullable String search,
        @Nullable UUID team,
        @Nullable List<UUID> ids,
        @Nullable Boolean maintenance,
        NodeOrder order,
        boolean descending,
        boolean counted,
        int limit,
        long offset) {
    private static final int PAGE = 50;
    private static final int LONGEST_PAGE = 100;
    private static final Map<String, String> STATUSES = statuses();

    static NodeFilter read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, LONGEST_PAGE);
        Long offset = fields.optionalInteger("offset", 0, Long.MAX_VALUE);
        NodeOrder order = fields.optionalChoice("sort", NodeOrder.BY_NAME);
        Boolean direction = fields.optionalChoice("order", Map.of("asc", false, "desc", true));
        return new NodeFilter(
                fields.optionalChoice("status", STATUSES),
                fields.optionalText("search", 1, 255),
                fields.optionalUuid("teamId"),
                IdList.read(fields, "ids", LONGEST_PAGE),
                fields.optionalFlag("maintenanceMode"),
                order == null ? NodeOrder.CREATED : order,
                direction == null ? order == null : direction,
                Boolean.TRUE.equals(fields.optionalFlag("total")),
                limit == null ? PAGE : limit.intValue(),
                offset == null ? 0 : offset);
    }

    /** The search as a LIKE pattern that matches it anywhere. */
    @Nullable
    String pattern() {
        return search == null ? null : '%' + search.replaceAll("([\\\\%_])", "\\\\$1") + '%';
    }

    private static Map<String, String> statuses() {
        Map<String, String> statuses = new LinkedHashMap<>();
        statuses.put("online", "online");
        statuses.put("offline", "offline");
        return statuses;
    }
}
