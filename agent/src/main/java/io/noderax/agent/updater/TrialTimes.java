package io.noderax.agent.updater;

import java.time.Duration;

/**
 * The times of a trial.
 *
 * @param look between two looks at the agent
 * @param stable how long one process has to stay after its first claim
 * @param trial how long it may take until then, not counting what is not the new version's fault
 * @param patience how long the control plane may be away, or ask to wait, before the version of before comes back
 */
public record TrialTimes(Duration look, Duration stable, Duration trial, Duration patience) {
    public static final TrialTimes NORMAL = new TrialTimes(
            Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(3), Duration.ofMinutes(30));
}
