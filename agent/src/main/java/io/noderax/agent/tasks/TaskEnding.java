package io.noderax.agent.tasks;

import io.noderax.agent.journal.ExitRecord;

/** Why there is nothing more to wait for at a running task. */
public sealed interface TaskEnding {
    /** It has ended, and its log with it. */
    record Ended(ExitRecord record) implements TaskEnding {}

    /** The process that held it is gone, and did not write down how the task ended. */
    record HolderLost() implements TaskEnding {}

    /** This agent ends; the task goes on. */
    record Left() implements TaskEnding {}
}
