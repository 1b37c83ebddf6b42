package io.noderax.agent.tasks;

import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.ExitRecord;
import io.noderax.agent.loops.AgentThread;
import java.io.IOException;

/** An attempt whose processes run: delivers its log, watches for a cancel, and waits for its end. One thread carries on. */
final class RunningAttempt {
    private final TaskParts parts;
    private final AttemptJournal journal;
    private final RunningTask running;
    private final LogDelivery delivery;
    private final Cancellation cancellation = new Cancellation();
    private final Attendance attendance;

    RunningAttempt(
            TaskParts parts, AttemptJournal journal, RunningTask running, LogDelivery delivery, Attendance attendance) {
        this.parts = parts;
        this.journal = journal;
        this.running = running;
        this.delivery = delivery;
        this.attendance = attendance;
    }

    /** Blocks until the result is delivered, or the agent ends. */
    void carryOn(Runnable slotIsFree) throws IOException {
        String name = journal.task().toString().substring(0, 8);
        AgentThread.start("control-" + name, this::watch);
        if (attendance.isNeeded()) {
            AgentThread.start(
                    "doctor-" + name, () -> attendance.watch(running.identity().pid(), cancellation));
        }
        TaskEnding ending = running.awaitEnd(journal.log()::grown);
        cancellation.processEnded();
        Conclusion conclusion = new Conclusion(parts, journal, delivery, attendance, slotIsFree);
        switch (ending) {
            case TaskEnding.Left _ -> {
                parts.log().info("task goes on without the agent", "taskId", journal.task());
                delivery.leave();
                delivery.awaitDone();
            }
            case TaskEnding.Ended(ExitRecord record) -> conclusion.conclude(record);
            case TaskEnding.HolderLost _ -> concludeLost(conclusion);
        }
    }

    /** Has the processes ended once there is a cause for it. */
    private void watch() {
        new ControlLoop(parts, journal.task(), journal.attempt(), cancellation).run();
        StopCause cause = cancellation.cause();
        if (cause != null) {
            parts.log().info("ending task", "taskId", journal.task(), "cause", cause);
            running.kill(cause.toJson(), parts.pace().grace());
        }
    }

    /** Lets the task go on without this agent. */
    void leave() {
        running.leave();
    }

    /** It may have been the last thing that the holder did to write down the end. */
    private void concludeLost(Conclusion conclusion) throws IOException {
        ExitRecord record = journal.exitRecord();
        if (record != null) {
            conclusion.conclude(record);
            return;
        }
        parts.log().error("holder of a task is gone, ending what is left of the task", "taskId", journal.task());
        parts.launcher().endRemains(journal.attempt(), journal.folder(), running.identity());
        conclusion.fail(Conclusion.HOLDER_KILLED, Conclusion.HOLDER_KILLED_SENTENCE);
    }
}
