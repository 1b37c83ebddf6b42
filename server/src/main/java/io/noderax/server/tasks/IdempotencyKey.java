package io.noderax.server.tasks;

import io.noderax.protocol.json.InvalidFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}: a request that is sent again with the same key is done once (extension). */
record IdempotencyKey(String value) {
    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 200;

    /** Null when the header is not there. */
    static @Nullable IdempotencyKey read(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String key = header.strip();
        boolean visible = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (key.isEmpty() || key.length() > LONGEST || !visible) {
            throw new InvalidFields(List.of(
                    HEADER + " must be 1 to " + LONGEST + " visible ASCII characters (got " + key.length() + ")"));
        }
        return new IdempotencyKey(key);
    }
}
