package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.loops.AgentThread;
import io.noderax.linux.ChildExit;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.TaskReport;
import java.io.IOException;
import java.time.Duration;

/**
 * One attempt from the claim to the acknowledged result, on a thread of its own.
 *
 * <p>Each step is in the journal before the next one is taken: a task that may have started is never started again, and a result
 * is never lost.
 */
final class TaskRunner implements Runnable {
    private final TaskParts parts;
    private final ClaimedTask task;
    private final AttemptJournal journal;
    private final Runnable giveSlotBack;
    private final Cancellation cancellation = new Cancellation();
    private final Results results;
    private boolean slotHeld = true;

    TaskRunner(TaskParts parts, ClaimedTask task, AttemptJournal journal, Runnable giveSlotBack) {
        this.parts = parts;
        this.task = task;
        this.journal = journal;
        this.giveSlotBack = giveSlotBack;
        this.results = new Results(task.id(), parts.clock());
    }

    @Override
    public void run() {
        try {
            if (isConfirmed()) {
                execute();
            }
        } finally {
            freeSlot();
        }
    }

    TaskId id() {
        return task.id();
    }

    /** Ends the task, if it still runs. */
    void stop(StopCause cause) {
        cancellation.request(cause);
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

    private void execute() {
        switch (parts.planner().plan(task)) {
            case Plan.Refused(String reason) -> endUnstarted(reason);
            case Plan.Run _ when cancellation.cause() != null -> endUnstarted("agent was stopped before the task ran");
            case Plan.Run run -> execute(run);
        }
    }

    private void execute(Plan.Run run) {
        RunningTask running;
        try {
            journal.starting(parts.processes().bootId(), parts.clock().instant());
            running = parts.launcher().launch(run.command(), task.attempt(), journal.output());
        } catch (LaunchFailed e) {
            endUnstarted(String.valueOf(e.getMessage()));
            return;
        } catch (IOException e) {
            endUnstarted("the agent's journal cannot be written: " + e.getMessage());
            return;
        }
        long startedAt = System.nanoTime();
        writeStarted(running);
        LogDelivery delivery = new LogDelivery(parts, task.id(), task.attempt(), journal.output());
        AgentThread.start(threadName("logs-"), delivery);
        AgentThread.start(threadName("watch-"), new TaskWatch(parts, task.id(), running, cancellation, run.timeout()));
        AgentThread.start(threadName("control-"), new ControlLoop(parts, task.id(), task.attempt(), cancellation));
        ChildExit exit = running.awaitEnd();
        cancellation.processEnded();
        Duration ran = Duration.ofNanos(System.nanoTime() - startedAt);
        conclude(results.of(exit, cancellation.cause(), running.output(), ran), delivery);
    }

    private void endUnstarted(String reason) {
        parts.log().warn("task not run", "taskId", task.id(), "reason", reason);
        journal.output().finish(parts.clock().instant());
        Completion result = results.notStarted(reason);
        writeExited(result);
        report(result);
    }

    private void conclude(Completion result, LogDelivery delivery) {
        StopCause cause = cancellation.cause();
        parts.log()
                .info(
                        "task ended",
                        "taskId",
                        task.id(),
                        "outcome",
                        result.status().wireName(),
                        "durationMs",
                        String.valueOf(result.durationMs()));
        writeExited(result);
        delivery.drain(cause == null ? parts.pace().drain() : parts.pace().cancelledDrain());
        if (cause instanceof StopCause.NotOurs) {
            freeSlot();
            new Reporter(parts).reportOnce(journal, result);
        } else {
            report(result);
        }
    }

    private void report(Completion result) {
        freeSlot();
        new Reporter(parts).report(journal, result);
    }

    /** The process exists: a disk that cannot take the record is no reason to end it. */
    private void writeStarted(RunningTask running) {
        parts.log()
                .info(
                        "task started",
                        "taskId",
                        task.id(),
                        "attempt",
                        task.attempt(),
                        "pid",
                        running.identity().pid());
        try {
            journal.started(running.identity(), parts.clock().instant());
        } catch (IOException e) {
            parts.log().error("journal cannot be written", "taskId", task.id(), "error", e);
        }
    }

    /** Without the record the result is still delivered, unless the agent ends before. */
    private void writeExited(Completion result) {
        try {
            journal.exited(result.toJson(), parts.clock().instant());
        } catch (IOException e) {
            parts.log().error("journal cannot be written", "taskId", task.id(), "error", e);
        }
    }

    private void freeSlot() {
        if (slotHeld) {
            slotHeld = false;
            giveSlotBack.run();
        }
    }

    private String threadName(String role) {
        return role + task.id().toString().substring(0, 8);
    }
}
