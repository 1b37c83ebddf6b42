package io.noderax.agent.tasks;

/** As whom a task's process runs, and by which surface of root access (wire contract, 1.11) when as root. */
public enum Privilege {
    /** As the user that the agent has. */
    AGENT,
    /** As root: a command of the operator's. */
    ROOT_TASK,
    /** As root: a change of packages, or another of the few operations that the operational surface names. */
    ROOT_OPERATIONAL
}
