package io.noderax.agent.tasks;

import io.noderax.linux.ChildCommand;
import java.time.Duration;

/** What becomes of a claimed task. */
public sealed interface Plan {
    /** A process is started, and ended when it takes longer. */
    record Run(ChildCommand command, Duration timeout, Privilege privilege) implements Plan {}

    /** The agent finds the answer out by itself, and gives up when it takes longer. */
    record Read(ReadOnlyWork work, Duration timeout) implements Plan {}

    /**
     * Nothing is started; the task fails.
     *
     * @param code for machines; the control plane shows it as the task's reason
     * @param reason for people
     */
    record Refused(String code, String reason) implements Plan {
        public static Refused because(String reason) {
            return new Refused("not-started", reason);
        }
    }
}
