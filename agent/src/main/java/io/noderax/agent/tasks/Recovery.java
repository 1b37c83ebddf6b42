package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.linux.ProcessIdentity;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.ControlAnswer;
import io.noderax.protocol.task.TaskStatus;
import java.io.IOException;
import java.time.Duration;

/** Takes one attempt of an earlier run to its end. What may have started is not started again: it ends as failed, with the reason. */
final class Recovery implements Runnable {
    private static final String RESTARTED = "machine was restarted while the task ran";
    private static final String NEVER_STARTED = "agent was stopped before the task ran; nothing of it was executed";

    private final TaskParts parts;
    private final AttemptJournal attempt;

    Recovery(TaskParts parts, AttemptJournal attempt) {
        this.parts = parts;
        this.attempt = attempt;
    }

    @Override
    public void run() {
        parts.log().info("attempt of an earlier run", "taskId", attempt.task(), "stage", attempt.stage());
        try {
            switch (attempt.stage()) {
                case CLAIMED -> recoverClaim();
                case STARTING, STARTED -> {
                    endRemains();
                    failUnfinished();
                    deliver();
                }
                case EXITED -> deliver();
                case REPORTED -> parts.journal().forget(attempt);
            }
        } catch (IOException e) {
            parts.log().error("journal cannot be written", "taskId", attempt.task(), "error", e);
        }
    }

    /**
     * Nothing ran. Mostly the lease gives the task back to the queue; only when the start was confirmed and the agent ended
     * before it could write that down, the server holds it for running.
     */
    private void recoverClaim() throws IOException {
        Answer<ControlAnswer> answer = parts.insistence()
                .decided(
                        "control",
                        parts.deliveries(),
                        () -> parts.calls().control(attempt.task(), attempt.attempt(), Duration.ZERO));
        switch (answer) {
            case Answer.Ok<ControlAnswer>(var control)
            when control.status() == TaskStatus.RUNNING -> {
                fail("not-started", NEVER_STARTED);
                new Reporter(parts).reportStored(attempt);
            }
            case Answer.Ok<ControlAnswer> _ -> parts.journal().forget(attempt);
            case Answer.Failure<ControlAnswer> failure when failure.isTransient() -> {
                // Stopped while asking: the next start asks again.
            }
            case Answer.Failure<ControlAnswer> _ -> parts.journal().forget(attempt);
        }
    }

    private boolean isSameBoot() {
        return parts.processes().bootId().equals(attempt.bootId());
    }

    private void endRemains() {
        ProcessIdentity process = attempt.process();
        if (isSameBoot()) {
            parts.launcher().endRemains(attempt.attempt(), process, parts.pace().grace());
        }
    }

    private void failUnfinished() throws IOException {
        if (isSameBoot()) {
            fail("agent-restarted", StopCause.AgentStopped.SENTENCE);
        } else {
            fail("machine-restarted", RESTARTED);
        }
    }

    private void fail(String code, String reason) throws IOException {
        Completion result = new Results(attempt.task(), parts.clock()).failed(code, reason);
        attempt.exited(result.toJson(), parts.clock().instant());
    }

    private void deliver() {
        LogDelivery delivery = new LogDelivery(parts, attempt.task(), attempt.attempt(), attempt.output());
        delivery.limit(parts.pace().drain());
        delivery.run();
        new Reporter(parts).reportStored(attempt);
    }
}
