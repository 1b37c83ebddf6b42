package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.TaskState;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt in the eyes of its kind's doctor: what keeps it is told to a server that wants to know, whenever that changes; what its
 * end means goes into its result. The monitor guards all.
 */
final class Attendance {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final TaskParts parts;
    private final AttemptJournal journal;
    private final @Nullable TaskDoctor doctor;
    private @Nullable Obstacle last;
    private boolean stillThere;
    private @Nullable Obstacle told;

    /** Whether the server may believe what an earlier agent has told it. */
    private boolean unsure;

    private Attendance(TaskParts parts, AttemptJournal journal, @Nullable TaskDoctor doctor, boolean unsure) {
        this.parts = parts;
        this.journal = journal;
        this.doctor = doctor;
        this.unsure = unsure;
    }

    /** Of an attempt that this agent has begun. */
    static Attendance begun(TaskParts parts, AttemptJournal journal) {
        return new Attendance(parts, journal, parts.planner().doctor(journal.type(), journal.timeout()), false);
    }

    /** Of one that an earlier agent has begun. */
    static Attendance resumed(TaskParts parts, AttemptJournal journal) {
        return new Attendance(parts, journal, parts.planner().doctor(journal.type(), journal.timeout()), true);
    }

    /** Whether there is anybody who looks. */
    boolean isNeeded() {
        return doctor != null;
    }

    /** Looks again and again until the task has ended or is to end. */
    void watch(int pid, Cancellation cancellation) {
        if (doctor != null) {
            do {
                look(doctor, pid);
            } while (cancellation.await(LOOK) == null && !cancellation.isOver());
        }
    }

    private void look(TaskDoctor asked, int pid) {
        Obstacle now;
        boolean isNew;
        synchronized (this) {
            now = obstacle(asked, pid);
            isNew = now != null && !now.equals(stillThere ? last : null);
            last = now == null ? last : now;
            stillThere = now != null;
        }
        if (now != null && isNew) {
            parts.log().info("task is kept from going on", "taskId", journal.task(), "reason", now.message());
        }
        if ((unsure || !Objects.equals(now, told)) && parts.calls().extensions().takesTaskState()) {
            tell(now);
        }
    }

    private @Nullable Obstacle obstacle(TaskDoctor asked, int pid) {
        try {
            return asked.obstacle(pid, parts.clock().instant());
        } catch (RuntimeException e) {
            parts.log().warn("what keeps a task cannot be found out", "taskId", journal.task(), "error", e);
            return null;
        }
    }

    /** What did not arrive is told at the next look; what is refused is not told again. */
    private void tell(@Nullable Obstacle now) {
        TaskState state = now == null
                ? TaskState.goesOn(journal.task(), parts.clock().instant())
                : new TaskState(
                        journal.task(),
                        parts.clock().instant(),
                        now.code(),
                        LogText.cut(now.message(), TaskState.LONGEST_MESSAGE),
                        now.details());
        Answer<?> answer = parts.calls().state(journal.task(), journal.attempt(), state);
        if (!(answer instanceof Answer.Failure<?> failure) || !failure.isTransient()) {
            told = now;
            unsure = false;
        }
    }

    /** The result with what the doctor makes of it. */
    Completion explained(Completion result, @Nullable StopCause cause) {
        if (doctor == null || (cause != null && !(cause instanceof StopCause.TimedOut))) {
            return result;
        }
        Long code = cause == null ? result.exitCode() : null;
        String output = result.output() == null ? "" : result.output();
        try {
            Finding finding;
            synchronized (this) {
                finding = doctor.finding(
                        new TaskDoctor.Ended(code == null ? null : code.intValue(), output, last, stillThere));
            }
            return explained(result, finding);
        } catch (RuntimeException e) {
            parts.log().warn("the end of a task cannot be explained", "taskId", journal.task(), "error", e);
            return result;
        }
    }

    private static Completion explained(Completion result, Finding finding) {
        Completion judged = finding.done() ? result.asSuccess() : result;
        String code = finding.code();
        String sentence = finding.sentence();
        JsonObject members = finding.members();
        return code == null && members.isEmpty()
                ? judged
                : judged.explained(
                        code, sentence == null ? null : LogText.cut(sentence, Completion.LONGEST_ERROR), members);
    }
}
