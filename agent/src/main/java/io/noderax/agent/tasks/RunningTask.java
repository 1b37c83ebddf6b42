package io.noderax.agent.tasks;

import io.noderax.linux.ChildExit;
import io.noderax.linux.ProcessIdentity;
import java.time.Duration;

/** A task whose processes exist. */
public interface RunningTask {
    ProcessIdentity identity();

    /** Blocks until the first process has ended and its output is in the journal; to be called once, on a platform thread. */
    ChildExit awaitEnd();

    /** The captured output; complete once {@link #awaitEnd} has returned. */
    String output();

    /** Ends every process of the task: TERM, the grace, KILL. Blocks. May be called from any thread, also again. */
    void kill(Duration grace);
}
