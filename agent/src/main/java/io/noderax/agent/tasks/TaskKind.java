package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How tasks of one type are run on this node. A feature brings its own; the root class plugs them in. */
@FunctionalInterface
public interface TaskKind {
    /**
     * Decides without side effects; called once per attempt, before its process is made.
     *
     * @throws BrokenPayload when the payload cannot be understood
     */
    Plan plan(ClaimedTask task) throws BrokenPayload;

    /**
     * Whoever understands such tasks better than by their exit code; null when nobody does. Also asked for a task that an earlier
     * agent has started.
     *
     * @param timeout of the task; null when it is not known any more
     */
    default @Nullable TaskDoctor doctor(@Nullable Duration timeout) {
        return null;
    }
}
