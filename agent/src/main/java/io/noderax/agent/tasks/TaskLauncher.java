package io.noderax.agent.tasks;

import io.noderax.agent.journal.OutputJournal;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ProcessIdentity;
import io.noderax.protocol.id.AttemptId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Brings a task's processes into the world and ends them; the seam for a holder process that outlives the agent.
 *
 * <p>Whoever launches owns the pipes and writes the output to the journal; the rest of the agent reads it there.
 */
public interface TaskLauncher {
    /** @throws LaunchFailed when nothing was started */
    RunningTask launch(ChildCommand command, AttemptId attempt, OutputJournal into) throws LaunchFailed;

    /** Ends what an earlier run of the agent left of an attempt; blocks until it is gone, for the grace and some seconds at most. */
    void endRemains(AttemptId attempt, @Nullable ProcessIdentity leader, Duration grace);
}
