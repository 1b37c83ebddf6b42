package io.noderax.cli.tasks;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Received;
import io.noderax.protocol.task.TaskView;

/** How following a task ended. */
sealed interface Ending {
    /** The task has ended, and all of its log was shown. */
    record Final(Received<TaskView> task) implements Ending {}

    /** The operator does not want to wait for the end. */
    record Left() implements Ending {}

    /** The server could not be reached for too long. */
    record Lost(CallFailed why) implements Ending {}
}
