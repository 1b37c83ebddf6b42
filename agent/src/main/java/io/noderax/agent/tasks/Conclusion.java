package io.noderax.agent.tasks;

import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.ExitRecord;
import io.noderax.protocol.task.Completion;
import java.io.IOException;

/** Takes an attempt that has ended to its acknowledged result and log, whose delivery is under way. One thread. */
final class Conclusion {
    static final String HOLDER_KILLED = "holder-killed";
    static final String HOLDER_KILLED_SENTENCE =
            "the process of the agent that holds tasks (the holder) was killed while the"
                    + " task ran; what was left of the task was ended";

    private final TaskParts parts;
    private final AttemptJournal journal;
    private final LogDelivery delivery;
    private final Attendance attendance;
    private final Runnable slotIsFree;

    Conclusion(
            TaskParts parts, AttemptJournal journal, LogDelivery delivery, Attendance attendance, Runnable slotIsFree) {
        this.parts = parts;
        this.journal = journal;
        this.delivery = delivery;
        this.attendance = attendance;
        this.slotIsFree = slotIsFree;
    }

    /** It ended as its holder says. */
    void conclude(ExitRecord record) throws IOException {
        journal.log().grown(record.onDisk());
        StopCause cause = StopCause.read(record.cause());
        Completion ended =
                new Results(journal.task(), parts.clock()).of(record, cause, CapturedOutput.of(journal.log()));
        Completion result = Results.measured(attendance.explained(ended, cause), record);
        parts.log()
                .info(
                        "task ended",
                        "taskId",
                        journal.task(),
                        "outcome",
                        result.status().wireName(),
                        "durationMs",
                        String.valueOf(result.durationMs()));
        writeExited(result);
        journal.log().end(record);
        if (cause instanceof StopCause.NotOurs) {
            slotIsFree.run();
            new Reporter(parts).reportOnce(journal, result);
            delivery.giveUp();
            return;
        }
        deliver(result, cause != null);
    }

    /** Nobody knows how it ended; of its log there is what is on the disk. */
    void fail(String code, String reason) throws IOException {
        fail(new Results(journal.task(), parts.clock()).failed(code, reason));
    }

    /** It was never launched, and will not be: the server may have it run by another attempt. */
    void giveBack(String reason) throws IOException {
        fail(new Results(journal.task(), parts.clock()).neverLaunched(reason));
    }

    private void fail(Completion result) throws IOException {
        journal.log().endWhereItIsCut();
        writeExited(result);
        deliver(result, false);
    }

    /** The result is on the disk since an earlier run. */
    void deliver(Completion result, boolean wasStopped) {
        if (delivery.goesByBatches() && result.log() != null) {
            report(result);
            delivery.awaitDone();
        } else {
            delivery.drain(
                    wasStopped ? parts.pace().cancelledDrain() : parts.pace().drain());
            report(result);
        }
        if (delivery.isComplete()) {
            new Reporter(parts).forgetReported(journal);
        }
    }

    private void report(Completion result) {
        slotIsFree.run();
        if (!new Reporter(parts).report(journal, result)) {
            delivery.giveUp();
        }
    }

    /** Without the record the result is still delivered, unless the agent ends before; then it is made again. */
    private void writeExited(Completion result) {
        try {
            journal.exited(result.toJson(), parts.clock().instant());
        } catch (IOException e) {
            parts.log().error("journal cannot be written", "taskId", journal.task(), "error", e);
        }
    }
}
