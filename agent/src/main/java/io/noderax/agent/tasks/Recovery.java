package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.ExitRecord;
import io.noderax.agent.journal.Stage;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.ControlAnswer;
import io.noderax.protocol.task.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes up one attempt of an earlier run. A task that its holder still has goes on; what may have started otherwise is not started
 * again: it ends as failed, with the reason.
 */
final class Recovery implements Work {
    private static final String RESTARTED = "machine was restarted while the task ran";
    private static final String NEVER_STARTED = "agent was stopped before the task ran; nothing of it was executed";
    private static final String NEVER_REACHED =
            "agent was stopped before its holder started the task; nothing of it was executed";
    private static final String MAY_HAVE_STARTED =
            "agent was stopped while it started the task; what had begun was ended, and nothing is started twice";

    private final TaskParts parts;
    private final AttemptJournal attempt;
    private final SlotHold slot;
    private final Leaving leaving = new Leaving();

    Recovery(TaskParts parts, AttemptJournal attempt, Runnable giveSlotBack) {
        this.parts = parts;
        this.attempt = attempt;
        this.slot = new SlotHold(giveSlotBack);
    }

    @Override
    public void run() {
        parts.log().info("attempt of an earlier run", "taskId", attempt.task(), "stage", attempt.stage());
        try {
            switch (attempt.stage()) {
                case CLAIMED -> recoverClaim();
                case STARTING, STARTED -> recoverStart();
                case EXITED, REPORTED -> deliverStored();
            }
        } catch (IOException e) {
            parts.log().error("journal cannot be used", "taskId", attempt.task(), "error", e);
        } finally {
            slot.free();
        }
    }

    @Override
    public void leave() {
        leaving.leave();
    }

    @Override
    public boolean isGivenBack() {
        return Results.isNeverLaunched(attempt.completion());
    }

    /**
     * Nothing ran. A server that takes attempts back is told so. With another one the lease gives the task back to the queue; only
     * when the start was confirmed and the agent ended before it could write that down, the server holds it for running.
     */
    private void recoverClaim() throws IOException {
        Answer<ControlAnswer> answer = parts.insistence()
                .decided(
                        "control",
                        parts.deliveries(),
                        () -> parts.calls().control(attempt.task(), attempt.attempt(), Duration.ZERO));
        switch (answer) {
            case Answer.Ok<ControlAnswer>(var control)
            when isHeldByThisAttempt(control) -> conclusion().giveBack(NEVER_STARTED);
            case Answer.Ok<ControlAnswer> _ -> parts.journal().forget(attempt);
            case Answer.Failure<ControlAnswer> failure when failure.isTransient() -> {
                // Stopped while asking: the next start asks again.
            }
            case Answer.Failure<ControlAnswer> _ -> parts.journal().forget(attempt);
        }
    }

    /** Whether there is somebody who waits for its end, and will not be told by time alone. */
    private boolean isHeldByThisAttempt(ControlAnswer control) {
        return control.status() == TaskStatus.RUNNING
                || (control.status() == TaskStatus.ACCEPTED
                        && parts.calls().extensions().takesAttemptsBack());
    }

    private void recoverStart() throws IOException {
        ExitRecord record = attempt.exitRecord();
        RunningTask running = record == null && isSameBoot() ? attach() : null;
        if (running != null) {
            carryOn(running);
            return;
        }
        // It may have ended, and been written down, while the holder was asked.
        record = record == null ? attempt.exitRecord() : record;
        if (record != null) {
            conclusion().conclude(record);
        } else if (!isSameBoot()) {
            conclusion().fail("machine-restarted", RESTARTED);
        } else if (attempt.stage() == Stage.STARTING && attempt.forestall()) {
            conclusion().giveBack(NEVER_REACHED);
        } else {
            parts.launcher().endRemains(attempt.attempt(), attempt.folder(), attempt.process());
            if (attempt.stage() == Stage.STARTING) {
                conclusion().fail("agent-restarted", MAY_HAVE_STARTED);
            } else {
                conclusion().fail(Conclusion.HOLDER_KILLED, Conclusion.HOLDER_KILLED_SENTENCE);
            }
        }
    }

    private @Nullable RunningTask attach() {
        String holder = attempt.holder();
        return holder == null ? null : parts.launcher().attach(attempt.attempt(), holder);
    }

    private void carryOn(RunningTask running) throws IOException {
        parts.log()
                .info(
                        "task goes on",
                        "taskId",
                        attempt.task(),
                        "pid",
                        running.identity().pid());
        if (attempt.process() == null) {
            attempt.started(running.identity(), parts.clock().instant());
        }
        RunningAttempt again = new RunningAttempt(
                parts, attempt, running, LogDelivery.start(parts, attempt, true), Attendance.resumed(parts, attempt));
        leaving.set(again::leave);
        again.carryOn(slot::free);
    }

    private boolean isSameBoot() {
        return parts.processes().bootId().equals(attempt.bootId());
    }

    private void deliverStored() throws IOException {
        slot.free();
        ExitRecord record = attempt.exitRecord();
        if (record == null) {
            attempt.log().endWhereItIsCut();
        } else {
            attempt.log().end(record);
        }
        JsonObject stored = attempt.completion();
        try {
            if (stored != null) {
                conclusion().deliver(Fields.read(stored, Fields.Unknown.IGNORED, Completion::read), false);
            }
        } catch (InvalidFields e) {
            parts.journal().bury(attempt, "the stored result is damaged: " + e.getMessage());
        }
    }

    private Conclusion conclusion() {
        return new Conclusion(
                parts,
                attempt,
                LogDelivery.start(parts, attempt, true),
                Attendance.resumed(parts, attempt),
                slot::free);
    }
}
