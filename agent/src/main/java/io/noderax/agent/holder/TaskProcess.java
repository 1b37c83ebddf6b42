package io.noderax.agent.holder;

import io.noderax.linux.ChildExit;
import io.noderax.linux.ChildOutput;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ResourceUse;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The first process of a task, whoever has started it. One thread works with it; {@link #end} is for any. */
interface TaskProcess extends AutoCloseable {
    ProcessIdentity identity();

    ChildOutput output();

    /** How it has ended; null while it runs. Not asked again once it has been told. */
    @Nullable
    ChildExit exit();

    /** What the task has used; to be asked after its exit is known. */
    ResourceUse use();

    /** Which limits that are wanted do not hold, and why; null when all do. */
    @Nullable
    String lack();

    /** Has every process of the task ended: TERM, the grace, KILL. Returns how many are left, as far as anybody here knows. */
    int end(Duration grace);

    /** Why nobody knows how it ended; null when somebody does. */
    @Nullable
    JsonObject mishap();

    /** Gives everything back. */
    @Override
    void close();
}
