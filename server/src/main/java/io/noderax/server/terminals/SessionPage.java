package io.noderax.server.terminals;

import io.noderax.protocol.json.Fields;

/** Which of a node's sessions to list. */
record SessionPage(int limit, long offset) {
    static SessionPage read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, 100);
        Long offset = fields.optionalInteger("offset", 0, Integer.MAX_VALUE);
        return new SessionPage(limit == null ? 20 : limit.intValue(), offset == null ? 0 : offset);
    }
}
