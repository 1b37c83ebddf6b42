package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.Stage;
import io.noderax.protocol.task.Completion;
import java.io.IOException;

/** Tells the server the result until it has it or will never take it; only then does the journal let go of it. */
final class Reporter {
    private static final int LONGEST_MINIMAL_ERROR = 500;

    private final TaskParts parts;

    Reporter(TaskParts parts) {
        this.parts = parts;
    }

    /**
     * Blocks until the server has decided or the deliveries stop; then the result waits for the next start.
     *
     * @return whether the server needs not be told any more
     */
    boolean report(AttemptJournal attempt, Completion completion) {
        if (attempt.stage() == Stage.REPORTED) {
            return true;
        }
        Answer<?> answer = send(attempt, completion);
        if (answer instanceof Answer.Refused<?> refused && isAboutTheBody(refused.status())) {
            answer = send(attempt, minimal(completion, refused.message()));
        }
        conclude(attempt, answer);
        return attempt.stage() == Stage.REPORTED;
    }

    /** Lets go of the attempt, of which nothing but the result's report was awaited. */
    void forgetReported(AttemptJournal attempt) {
        if (attempt.stage() == Stage.REPORTED) {
            parts.journal().forget(attempt);
        }
    }

    /** Tells it once: for a task that is not ours on the server any more. */
    void reportOnce(AttemptJournal attempt, Completion completion) {
        Answer<?> answer = parts.calls().completed(attempt.task(), attempt.attempt(), forServer(completion));
        if (answer instanceof Answer.Failure<?> failure) {
            parts.log().info("result not wanted", "taskId", attempt.task(), "reason", failure.sentence());
        }
        parts.journal().forget(attempt);
    }

    private Answer<?> send(AttemptJournal attempt, Completion completion) {
        return parts.insistence()
                .decided(
                        "completed",
                        parts.deliveries(),
                        () -> parts.calls().completed(attempt.task(), attempt.attempt(), forServer(completion)));
    }

    private Completion forServer(Completion completion) {
        return parts.calls().extensions().takesLogBatches() ? completion : completion.with(null);
    }

    private void conclude(AttemptJournal attempt, Answer<?> answer) {
        switch (answer) {
            case Answer.Ok<?> _ -> {
                parts.log().info("result delivered", "taskId", attempt.task());
                done(attempt);
            }
            case Answer.Refused<?>(int status, String message)
            when status == 404 || status == 409 -> {
                parts.log()
                        .warn(
                                "result dropped: the control plane has another end for the task, or none",
                                "taskId",
                                attempt.task(),
                                "status",
                                status,
                                "reason",
                                message);
                done(attempt);
            }
            case Answer.Refused<?> refused
            when !refused.isTransient() -> {
                parts.log()
                        .error(
                                "result cannot be delivered, kept in the journal folder under undeliverable",
                                "taskId",
                                attempt.task(),
                                "reason",
                                refused.sentence());
                parts.journal().bury(attempt, refused.sentence());
            }
            case Answer.Failure<?> failure ->
                parts.log()
                        .warn(
                                "result not delivered yet, kept for the next start",
                                "taskId",
                                attempt.task(),
                                "error",
                                failure.sentence());
        }
    }

    private void done(AttemptJournal attempt) {
        try {
            attempt.reported(parts.clock().instant());
        } catch (IOException e) {
            parts.log().warn("journal cannot be written", "taskId", attempt.task(), "error", e);
        }
    }

    private static boolean isAboutTheBody(int status) {
        return status != 401 && status != 403 && status != 404 && status != 408 && status != 409;
    }

    /** What no server can object to. */
    private static Completion minimal(Completion full, String refusal) {
        String error = full.error() == null ? "" : full.error() + "; ";
        return new Completion(
                null,
                null,
                full.status(),
                null,
                null,
                full.exitCode(),
                LogText.cut(error + "the full result was refused: " + refusal, LONGEST_MINIMAL_ERROR),
                null,
                full.log());
    }
}
