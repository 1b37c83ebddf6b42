package io.noderax.agent.tasks;

import io.noderax.agent.journal.ExitRecord;
import io.noderax.linux.ChildExit;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.Outcome;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts the end of a task into the words of the wire. */
final class Results {
    private static final int SIGNAL_BASE = 128;

    private final TaskId task;
    private final Clock clock;

    Results(TaskId task, Clock clock) {
        this.task = task;
        this.clock = clock;
    }

    /** Nothing of it was executed. */
    Completion notStarted(String why) {
        return failed("not-started", why);
    }

    /** The same, where it might as well run once more: it was never launched, for no reason of its own. */
    Completion neverLaunched(String why) {
        return notStarted(why).givingBack();
    }

    /** Whether that stored result is of an attempt that was never launched. */
    static boolean isNeverLaunched(@Nullable JsonObject completion) {
        try {
            return completion != null
                    && Fields.read(completion, Fields.Unknown.IGNORED, Completion::read)
                            .givesBack();
        } catch (InvalidFields e) {
            return false;
        }
    }

    /**
     * Nobody knows how it ended, or nothing ran.
     *
     * @param code for machines; the control plane shows it as the task's reason
     * @param why for people
     */
    Completion failed(String code, String why) {
        return completion(Outcome.FAILED, null, null, why, null).because(code);
    }

    /** A process ran: by itself to the end, or until the cause. */
    Completion of(ExitRecord record, @Nullable StopCause cause, String output) {
        String kept = output.isEmpty() ? null : output;
        Long took = record.ranMs();
        Completion ended = cause == null ? ended(record.exit(), kept, took) : stopped(cause, kept, took);
        return ended.with(record.log());
    }

    /** It was ended before it ended by itself. */
    Completion stopped(StopCause cause, @Nullable String output, @Nullable Long took) {
        return switch (cause) {
            case StopCause.Cancelled(String reason) -> completion(Outcome.CANCELLED, null, output, reason, took);
            case StopCause.TimedOut timedOut -> completion(Outcome.TIMEOUT, null, output, timedOut.sentence(), took);
            case StopCause.RootBrokerLost _ ->
                completion(Outcome.FAILED, null, output, StopCause.RootBrokerLost.SENTENCE, took)
                        .because(StopCause.RootBrokerLost.CODE);
            case StopCause.HolderStopped _ ->
                completion(Outcome.FAILED, null, output, StopCause.HolderStopped.SENTENCE, took)
                        .because(StopCause.HolderStopped.CODE);
            case StopCause.NotOurs(String state) ->
                completion(Outcome.CANCELLED, null, output, "the task is over on the control plane: " + state, took);
        };
    }

    /** Read-only work has found what was asked for. */
    Completion found(ReadOnlyWork.Found found, Duration took) {
        String output = CapturedOutput.of(found.output());
        return new Completion(
                task,
                clock.instant(),
                Outcome.SUCCESS,
                found.result(),
                output.isEmpty() ? null : output,
                0L,
                null,
                took.toMillis(),
                null);
    }

    private Completion ended(ChildExit exit, @Nullable String output, Long took) {
        return switch (exit) {
            case ChildExit.Exited(int code) when code == 0 -> completion(Outcome.SUCCESS, 0L, output, null, took);
            case ChildExit.Exited(int code) ->
                completion(Outcome.FAILED, (long) code, output, "the command ended with exit code " + code, took);
            case ChildExit.Signalled(int signal) ->
                completion(
                        Outcome.FAILED,
                        (long) SIGNAL_BASE + signal,
                        output,
                        "the command was ended by signal " + signal,
                        took);
            case ChildExit.Unknown _ ->
                completion(Outcome.FAILED, null, output, "the exit status of the command was lost", took);
        };
    }

    private Completion completion(
            Outcome outcome,
            @Nullable Long exitCode,
            @Nullable String output,
            @Nullable String error,
            @Nullable Long took) {
        String cut = error == null ? null : LogText.cut(error, Completion.LONGEST_ERROR);
        return new Completion(task, clock.instant(), outcome, null, output, exitCode, cut, took, null);
    }
}
