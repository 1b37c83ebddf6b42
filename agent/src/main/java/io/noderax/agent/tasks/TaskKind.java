package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Offer.ClaimedTask;

/** How tasks of one type are run on this node. A feature brings its own; the root class plugs them in. */
@FunctionalInterface
public interface TaskKind {
    /**
     * Decides without side effects; called once per attempt, before its process is made.
     *
     * @throws BrokenPayload when the payload cannot be understood
     */
    Plan plan(ClaimedTask task) throws BrokenPayload;
}
