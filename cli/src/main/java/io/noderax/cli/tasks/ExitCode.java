package io.noderax.cli.tasks;

import io.noderax.protocol.task.StatusReason;
import io.noderax.protocol.task.TaskView;
import java.util.Objects;
import java.util.Set;

/** What {@code run} exits with: the task's own exit code, or why it has none. */
final class ExitCode {
    /** It ran, but nobody knows how it ended, for instance because its node went down. */
    static final int UNKNOWN_END = 1;

    /** Following it was given up; it may go on. */
    static final int LOST = 75;

    static final int TIMEOUT = 124;

    /** It was refused, could not be started, or found no node before its deadline. */
    static final int NOT_RUN = 125;

    static final int CANCELLED = 130;

    private static final int LARGEST = 255;

    /** What an agent says of a task of which nothing was executed. */
    private static final Set<String> NEVER_RAN = Set.of("not-started", "policy-refused", "root-access-refused");

    private ExitCode() {}

    /** The code for a task that has ended. */
    static int of(TaskView task) {
        return switch (task.status()) {
            case SUCCESS -> 0;
            case CANCELLED -> CANCELLED;
            case FAILED -> ofFailed(task);
            case QUEUED, ACCEPTED, CLAIMED, RUNNING ->
                throw new IllegalArgumentException("task " + task.id() + " is still " + task.status());
        };
    }

    private static int ofFailed(TaskView task) {
        if (task.startedAt() == null) {
            return NOT_RUN;
        }
        String reason = reason(task);
        // The reference gives up on a running task after half an hour and calls that stale-timeout.
        if (reason.equals("timeout") || reason.equals("stale-timeout")) {
            return TIMEOUT;
        }
        Long code = Tasks.exitCode(task);
        if (code == null) {
            return NEVER_RAN.contains(reason) ? NOT_RUN : UNKNOWN_END;
        }
        return code > 0 && code <= LARGEST ? code.intValue() : UNKNOWN_END;
    }

    /** The reason in the words for machines; empty when nobody gave one. */
    private static String reason(TaskView task) {
        StatusReason reason = task.statusReason();
        return reason != null
                ? reason.code()
                : Objects.requireNonNullElse(Tasks.result(task).text("reason"), "");
    }

    /** The end in a sentence. */
    static String sentence(TaskView task) {
        StatusReason reason = task.statusReason();
        if (reason != null) {
            return reason.message();
        }
        String error = Tasks.result(task).text("error");
        String why = error == null ? Tasks.result(task).text("reason") : error;
        Long code = Tasks.exitCode(task);
        return task.status().wireName()
                + (code == null ? "" : ", exit code " + code)
                + (why == null ? "" : ": " + why)
                + (task.cancelReason() == null ? "" : ": " + task.cancelReason());
    }
}
