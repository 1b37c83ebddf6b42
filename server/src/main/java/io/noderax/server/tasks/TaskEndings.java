package io.noderax.server.tasks;

import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.TaskView;
import org.jdbi.v3.core.Handle;

/** A feature that makes something of what tasks end with. */
public interface TaskEndings {
    /**
     * An agent has reported the end, for the first time, and it is being stored. What is thrown here undoes that, and the agent reports
     * it again: content that makes no sense is no reason.
     *
     * @param completion as reported, its output uncut
     */
    void ended(Handle tx, TaskView task, Completion completion);
}
