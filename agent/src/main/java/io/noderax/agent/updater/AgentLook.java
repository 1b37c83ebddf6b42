package io.noderax.agent.updater;

import org.jspecify.annotations.Nullable;

/** How the agent is, seen from outside. */
@FunctionalInterface
interface AgentLook {
    /** What was seen. */
    sealed interface Seen {
        /** Nobody answers. */
        record Nobody(String sentence) implements Seen {}

        /**
         * An agent answers.
         *
         * @param hasClaimed whether the control plane has answered a claim of this process
         * @param failure why its calls fail, as a word; null when they do not
         * @param sentence the same for people
         */
        record Running(
                String version,
                long pid,
                boolean hasClaimed,
                @Nullable String failure,
                @Nullable String sentence) implements Seen {}
    }

    Seen look();

    /** Whether an agent of that version answers. */
    default boolean runs(String version) {
        return look() instanceof Seen.Running running && running.version().equals(version);
    }
}
