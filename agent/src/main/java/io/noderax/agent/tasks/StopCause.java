package io.noderax.agent.tasks;

import io.noderax.agent.config.GoDuration;
import java.time.Duration;

/** Why a running task is ended before it ends by itself. */
sealed interface StopCause {
    /** An operator asked for it. */
    record Cancelled(String reason) implements StopCause {}

    /** It took longer than allowed. */
    record TimedOut(Duration after) implements StopCause {
        String sentence() {
            return "the command did not end within " + GoDuration.print(after);
        }
    }

    /** On the server the task is over already, or gone. */
    record NotOurs(String state) implements StopCause {}

    /** The agent itself ends. */
    record AgentStopped() implements StopCause {
        static final String SENTENCE = "agent was stopped while the task ran";
    }
}
