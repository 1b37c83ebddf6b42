package io.noderax.agent.loops;

import java.time.Duration;

/**
 * The waiting times that are part of the agent's behaviour and no setting; tests give shorter ones.
 *
 * @param firstRetry the first pause after a failure; doubles from there
 * @param longestRetry the longest pause after network trouble
 * @param longestIdentityRetry the longest pause while the server refuses the identity
 * @param queuedStateRetry between tries of a call that the server refuses because of a {@code queued state}
 * @param control between looks whether a task should stop
 * @param grace from TERM to KILL
 * @param drain how long lines go on to an answering server after the exit
 * @param cancelledDrain the same after a cancel
 * @param orphanedOutput how long output is awaited after the exit while a background process holds the pipe
 * @param staleClaim how long a claim may wait at the server after this agent has lost it
 * @param enrollmentPoll between looks whether a person has decided
 * @param enrollmentLimit how long to wait for that
 */
public record Pace(
        Duration firstRetry,
        Duration longestRetry,
        Duration longestIdentityRetry,
        Duration queuedStateRetry,
        Duration control,
        Duration grace,
        Duration drain,
        Duration cancelledDrain,
        Duration orphanedOutput,
        Duration staleClaim,
        Duration enrollmentPoll,
        Duration enrollmentLimit) {
    public static final Pace NORMAL = new Pace(
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofMillis(150),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10));

    /** Everything short: for tests that wait for real. */
    public static final Pace BRISK = new Pace(
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofMillis(20),
            Duration.ofSeconds(5));
}
