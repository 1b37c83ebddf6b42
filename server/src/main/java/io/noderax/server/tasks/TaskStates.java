package io.noderax.server.tasks;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.task.TaskAcknowledged;
import io.noderax.protocol.task.TaskState;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What keeps running tasks from going on, in the words of their agents (extension {@code task-state}). */
@Singleton
class TaskStates {
    private static final int LONGEST_DETAILS = 4096;

    private final Database database;
    private final TaskTransitionStore store;
    private final TaskTransitions transitions;

    TaskStates(Database database, TaskTransitionStore store, TaskTransitions transitions) {
        this.database = database;
        this.store = store;
        this.transitions = transitions;
    }

    /** The task shows it until its agent says otherwise, or it ends. */
    TaskAcknowledged report(Report report, TaskState state) {
        check(state);
        database.inTransaction(tx -> {
            Optional<TaskView> told = store.state(tx, report, state);
            told.ifPresentOrElse(task -> transitions.changed(tx, task), () -> {
                Held held = transitions.held(tx, report);
                throw TaskTransitions.inState(report.task(), held.status(), "cannot be kept by anything");
            });
        });
        return new TaskAcknowledged(true, false, report.task());
    }

    private static void check(TaskState state) {
        String code = state.code();
        if (code != null && !Ending.CODE.matcher(code).matches()) {
            throw Refusal.badRequest("code must be made of small letters, digits, _ and -, beginning with a letter");
        }
        if (state.details() != null && Json.print(state.details()).length() > LONGEST_DETAILS) {
            throw Refusal.badRequest("details must have " + LONGEST_DETAILS + " characters at most as JSON");
        }
    }
}
