package io.noderax.server.tasks;

import io.noderax.protocol.json.Fields;

/** Which lines of a log to read: the oldest ones above a number (extension: {@code after}, and up to 1000 at a time). */
record LogPage(long after, int limit) {
    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1000;

    static LogPage read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, LONGEST_PAGE);
        Long after = fields.optionalInteger("after", 0, Long.MAX_VALUE);
        return new LogPage(after == null ? 0 : after, limit == null ? PAGE : limit.intValue());
    }
}
