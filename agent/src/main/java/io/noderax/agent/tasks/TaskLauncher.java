package io.noderax.agent.tasks;

import io.noderax.agent.holder.LaunchOrder;
import io.noderax.linux.ProcessIdentity;
import io.noderax.protocol.id.AttemptId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Has tasks brought into the world by a process that outlives the agent, and finds them there again. */
public interface TaskLauncher {
    /** By which name the tasks that are launched now are found again. */
    String holder();

    /** A task will be launched soon. */
    void prepare();

    /**
     * Starts a task.
     *
     * @throws LaunchFailed when nothing was started
     * @throws HolderLost when nobody knows whether it was
     */
    RunningTask launch(LaunchOrder order) throws LaunchFailed, HolderLost;

    /** A task that was launched before; null when its holder is gone or does not know it, and then will not start it either. */
    @Nullable
    RunningTask attach(AttemptId attempt, String holder);

    /**
     * Ends what is left of an attempt whose holder is gone; blocks until it is, for the grace and some seconds at most.
     *
     * @param folder the attempt's own
     */
    void endRemains(AttemptId attempt, Path folder, @Nullable ProcessIdentity leader);

    /** Nothing will be launched any more: a holder that has no task ends. */
    void retire();
}
