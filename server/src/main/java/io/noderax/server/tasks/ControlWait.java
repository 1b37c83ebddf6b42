package io.noderax.server.tasks;

import io.noderax.protocol.json.Fields;
import java.time.Duration;

/** How long the question whether to stop may be held (extension {@code control-wait}): {@code waitMs}, 0 to 30000; none without it. */
record ControlWait(Duration time) {
    private static final int LONGEST_MS = 30_000;

    static ControlWait read(Fields fields) {
        return new ControlWait(Duration.ofMillis(fields.clampedInteger("waitMs", 0, LONGEST_MS, 0)));
    }
}
