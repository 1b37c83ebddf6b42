package io.noderax.agent.tasks;

import io.noderax.linux.ProcessIdentity;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import java.util.function.LongConsumer;

/** A task whose processes exist, in the hands of their holder. */
public interface RunningTask {
    ProcessIdentity identity();

    /**
     * Blocks until the first process has ended and its output is in the journal, or until nobody waits for that any more; to be
     * called once.
     *
     * @param written is told how far the log is on the disk, whenever it has grown
     */
    TaskEnding awaitEnd(LongConsumer written);

    /** Has every process of the task ended: TERM, the grace, KILL. Returns at once. May be called from any thread, also again. */
    void kill(JsonObject cause, Duration grace);

    /** Lets the task go on without this agent. May be called from any thread. */
    void leave();
}
