package io.noderax.server.tasklogs;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.log.LogFrame.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes of a log to read.
 *
 * @param offset below 0: so far from the end
 * @param limit null: the usual one of frames, no limit of a stream
 * @param stream null: frames of all streams
 */
record OutputQuery(
        long offset,
        @Nullable Integer limit,
        Duration longestWait,
        @Nullable Kind stream) {
    static final int LARGEST = 4 * 1024 * 1024;

    private static final int USUAL = 256 * 1024;
    private static final long LONGEST_WAIT_MS = 30_000;
    private static final Map<String, Kind> STREAMS = streams();

    static OutputQuery read(Fields fields) {
        Long offset = fields.optionalInteger("offset", -Long.MAX_VALUE, Long.MAX_VALUE);
        Long limit = fields.optionalInteger("limit", 1, LARGEST);
        Long wait = fields.optionalInteger("waitMs", 0, LONGEST_WAIT_MS);
        return new OutputQuery(
                offset == null ? 0 : offset,
                limit == null ? null : limit.intValue(),
                Duration.ofMillis(wait == null ? 0 : wait),
                fields.optionalChoice("stream", STREAMS));
    }

    long offsetIn(long end) {
        return offset < 0 ? Math.max(0, end + offset) : offset;
    }

    int frameLimit() {
        return limit == null ? USUAL : limit;
    }

    private static Map<String, Kind> streams() {
        Map<String, Kind> streams = new LinkedHashMap<>();
        streams.put("stdout", Kind.STDOUT);
        streams.put("stderr", Kind.STDERR);
        return streams;
    }
}
