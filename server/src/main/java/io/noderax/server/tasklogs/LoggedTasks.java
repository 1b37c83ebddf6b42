package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.server.workspaces.Scope;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What logs have to know of tasks. */
public interface LoggedTasks {
    /** Those of the tasks that there are. */
    Map<TaskId, LoggedTask> find(Handle db, Collection<TaskId> ids);

    /**
     * Where a task stands that the operator may see.
     *
     * @throws io.noderax.server.http.Refusal when there is no such task
     */
    TaskStatus readable(Scope scope, TaskId id);
}
