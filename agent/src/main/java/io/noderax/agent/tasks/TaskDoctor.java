package io.noderax.agent.tasks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Understands what keeps one task, and what its end means. It belongs to one attempt as one agent sees it; one thread at a time. */
public interface TaskDoctor {
    /**
     * How a task's process has ended.
     *
     * @param exitCode null when it is not known, or the task was ended because it took too long
     * @param output what it printed, lines of standard error with a mark; the middle of a long one is left out
     * @param last the last obstacle that was seen; null when there was none
     * @param stillThere whether that was so when the task ended
     */
    record Ended(
            @Nullable Integer exitCode,
            String output,
            @Nullable Obstacle last,
            boolean stillThere) {}

    /**
     * Asked about once a second while the task runs; quick, and without effect on anything.
     *
     * @param pid the first process of the task
     * @return null while nothing keeps it
     */
    @Nullable
    Obstacle obstacle(int pid, Instant now);

    /** Asked once, unless the task was cancelled. */
    Finding finding(Ended ended);
}
