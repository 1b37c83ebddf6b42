package io.noderax.agent.tasks;

import io.noderax.linux.ChildCommand;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What becomes of a claimed task. */
public sealed interface Plan {
    /**
     * A process is started, and ended when it takes longer.
     *
     * @param operation what an operational command is, in the words of {@code agent.operations}; null for all others
     */
    record Run(
            ChildCommand command,
            Duration timeout,
            Privilege privilege,
            @Nullable JsonObject operation) implements Plan {
        public Run(ChildCommand command, Duration timeout, Privilege privilege) {
            this(command, timeout, privilege, null);
        }
    }

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
