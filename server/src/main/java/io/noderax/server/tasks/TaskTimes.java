package io.noderax.server.tasks;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** The times of tasks that are settings (docs/operations.md). */
@ConfigMapping(prefix = "noderax.tasks")
interface TaskTimes {
    /** How long an attempt holds its task after it was last heard of. */
    Duration lease();

    /** How long a running task waits for an agent that keeps a journal. */
    Duration lostAfter();

    /** How long a running task waits for an agent that keeps none. */
    Duration plainLostAfter();

    /** How long tasks are kept after their end. */
    Duration keptFor();
}
