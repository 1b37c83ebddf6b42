package io.noderax.agent.tasks;

import io.noderax.linux.ChildCommand;
import java.time.Duration;

/** What becomes of a claimed task. */
sealed interface Plan {
    /** A process is started, and ended when it takes longer. */
    record Run(ChildCommand command, Duration timeout) implements Plan {}

    /** Nothing is started; the task fails with this reason. */
    record Refused(String reason) implements Plan {}
}
