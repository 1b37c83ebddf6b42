package io.noderax.agent.tasks;

import org.jspecify.annotations.Nullable;

/** As whom a task's process runs, and by which surface of root access (wire contract, 1.11) when as root. */
public enum Privilege {
    /** As the user that the agent has. */
    AGENT(null),
    /** As root: a command of the operator's. */
    ROOT_TASK("task"),
    /** As root: a change of packages, or another of the few operations that the operational surface names. */
    ROOT_OPERATIONAL("operational");

    private final @Nullable String surface;

    Privilege(@Nullable String surface) {
        this.surface = surface;
    }

    /** The surface of root access; null when none is needed. */
    public @Nullable String surface() {
        return surface;
    }
}
