package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.holder.LaunchOrder;
import io.noderax.agent.holder.RootOrder;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.linux.ProcessIdentity;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.TaskReport;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One attempt from the claim to the acknowledged result, on a thread of its own.
 *
 * <p>Each step is in the journal before the next one is taken: a task that may have started is never started again, and a result
 * is never lost.
 */
final class TaskRunner implements Work {
    private final TaskParts parts;
    private final ClaimedTask task;
    private final AttemptJournal journal;
    private final SlotHold slot;
    private final Leaving leaving = new Leaving();

    TaskRunner(TaskParts parts, ClaimedTask task, AttemptJournal journal, Runnable giveSlotBack) {
        this.parts = parts;
        this.task = task;
        this.journal = journal;
        this.slot = new SlotHold(giveSlotBack);
    }

    @Override
    public void run() {
        try {
            parts.launcher().prepare();
            if (isConfirmed()) {
                execute();
            }
        } catch (IOException e) {
            parts.log().error("journal cannot be used", "taskId", task.id(), "error", e);
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
        return Results.isNeverLaunched(journal.completion());
    }

    /** Whether the server agrees that this attempt starts now; without that, nothing runs. */
    private boolean isConfirmed() {
        TaskReport report = new TaskReport(task.id(), parts.clock().instant());
        parts.insistence().settled(parts.claims(), () -> parts.calls().accepted(task.id(), task.attempt(), report));
        Answer<?> answer = parts.insistence()
                .decided("started", parts.claims(), () -> parts.calls().started(task.id(), task.attempt(), report));
        if (answer instanceof Answer.Failure<?> failure) {
            parts.log()
                    .warn(
                            "task not started: the start was not confirmed",
                            "taskId",
                            task.id(),
                            "error",
                            failure.sentence());
            if (!failure.isTransient()) {
                parts.journal().forget(journal);
            }
            return false;
        }
        return true;
    }

    private void execute() throws IOException {
        switch (parts.planner().plan(task)) {
            case Plan.Refused(String code, String reason) ->
                endUnstarted(results().failed(code, reason));
            case Plan _
            when leaving.isAsked() -> endUnstarted(results().neverLaunched("agent was stopped before the task ran"));
            case Plan.Run run -> execute(run);
            case Plan.Read read -> execute(read);
        }
    }

    private void execute(Plan.Run run) throws IOException {
        try {
            journal.starting(
                    parts.processes().bootId(),
                    parts.launcher().holder(),
                    run.timeout(),
                    parts.clock().instant());
        } catch (IOException e) {
            endUnstarted("the agent's journal cannot be written: " + e.getMessage());
            return;
        }
        try {
            RunningTask running = parts.launcher().launch(order(run));
            writeStarted(running.identity());
            RunningAttempt attempt = new RunningAttempt(
                    parts,
                    journal,
                    running,
                    LogDelivery.start(parts, journal, false),
                    Attendance.begun(parts, journal));
            leaving.set(attempt::leave);
            attempt.carryOn(slot::free);
        } catch (LaunchFailed e) {
            endUnstarted(results().failed(e.code(), String.valueOf(e.getMessage())));
        } catch (HolderLost e) {
            concludeLost();
        }
    }

    private void execute(Plan.Read read) throws IOException {
        ReadingAttempt attempt = new ReadingAttempt(parts, task, read);
        leaving.set(attempt::leave);
        Completion result = attempt.complete();
        parts.log()
                .info(
                        "task ended",
                        "taskId",
                        task.id(),
                        "outcome",
                        result.status().wireName());
        endWithoutProcess(result);
    }

    /** The holder went away with the order: unless it had begun to follow it, nothing of the task ran. */
    private void concludeLost() throws IOException {
        if (journal.forestall()) {
            endUnstarted(results().neverLaunched("the holder was killed before it started the task"));
            return;
        }
        parts.launcher().endRemains(task.attempt(), journal.folder(), null);
        Conclusion conclusion = new Conclusion(
                parts, journal, LogDelivery.start(parts, journal, false), Attendance.begun(parts, journal), slot::free);
        conclusion.fail(Conclusion.HOLDER_KILLED, Conclusion.HOLDER_KILLED_SENTENCE);
    }

    private LaunchOrder order(Plan.Run run) {
        return new LaunchOrder(
                task.attempt(),
                journal.folder().toAbsolutePath(),
                run.command(),
                root(run),
                parts.planner().limits(),
                run.timeout(),
                parts.pace().grace(),
                parts.pace().orphanedOutput());
    }

    /** Null where the holder starts the process itself: an agent that is root has a holder that is. */
    private @Nullable RootOrder root(Plan.Run run) {
        Path broker = parts.rootBroker();
        return broker == null || run.privilege() == Privilege.AGENT ? null : new RootOrder(broker, run.operation());
    }

    private void endUnstarted(String reason) throws IOException {
        endUnstarted(results().notStarted(reason));
    }

    private void endUnstarted(Completion result) throws IOException {
        parts.log().warn("task not run", "taskId", task.id(), "reason", String.valueOf(result.error()));
        endWithoutProcess(result);
    }

    private void endWithoutProcess(Completion result) throws IOException {
        journal.log().endWhereItIsCut();
        try {
            journal.exited(result.toJson(), parts.clock().instant());
        } catch (IOException e) {
            parts.log().error("journal cannot be written", "taskId", task.id(), "error", e);
        }
        slot.free();
        Reporter reporter = new Reporter(parts);
        reporter.report(journal, result);
        reporter.forgetReported(journal);
    }

    private Results results() {
        return new Results(task.id(), parts.clock());
    }

    /** The process exists: a disk that cannot take the record is no reason to end it. */
    private void writeStarted(ProcessIdentity identity) {
        parts.log().info("task started", "taskId", task.id(), "attempt", task.attempt(), "pid", identity.pid());
        try {
            journal.started(identity, parts.clock().instant());
        } catch (IOException e) {
            parts.log().error("journal cannot be written", "taskId", task.id(), "error", e);
        }
    }
}
