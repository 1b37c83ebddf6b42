package io.noderax.cli.tasks;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.protocol.task.TaskView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Follows a task to its end: its state, then what is new in its log, again and again.
 *
 * <p>The state is read first, so that the log read after a final state is complete. The first signal cancels the task and goes
 * on following, the second leaves. A server that is away is asked again, ever more slowly, for {@link #LONGEST_ABSENCE}.
 */
final class FollowLoop {
    static final Duration LONGEST_ABSENCE = Duration.ofMinutes(5);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

    private final Tasks tasks;
    private final TaskOutput output;
    private final StopSignals signals;
    private final Clock clock;
    private final Pace pace;
    private boolean cancelAsked;
    private boolean cancelSent;
    private @Nullable Instant awaySince;

    FollowLoop(Tasks tasks, TaskOutput output, StopSignals signals, Clock clock, Pace pace) {
        this.tasks = tasks;
        this.output = output;
        this.signals = signals;
        this.clock = clock;
        this.pace = pace;
    }

    /** Blocks until the task has ended, the operator leaves, or the server has been away for too long. */
    Ending follow(TaskView started, LogTail tail) {
        while (true) {
            Duration pause;
            try {
                sendCancel(started);
                Received<TaskView> task = tasks.get(started.id().value());
                output.waiting(task.value());
                int read = tail.read(output::row);
                if (task.value().status().isFinal()) {
                    return new Ending.Final(task);
                }
                awaySince = null;
                pause = pace.next(read > 0 || task.value().startedAt() == null);
            } catch (CallFailed e) {
                if (!e.failure().isPassing()) {
                    throw e;
                }
                Instant now = clock.instant();
                awaySince = awaySince == null ? now : awaySince;
                if (Duration.between(awaySince, now).compareTo(LONGEST_ABSENCE) > 0) {
                    return new Ending.Lost(e);
                }
                output.say(e.sentence() + "; trying again");
                pause = retryPause(e, Duration.between(awaySince, now));
            }
            if (isLeft(signals.await(pause))) {
                return new Ending.Left();
            }
        }
    }

    private void sendCancel(TaskView task) {
        if (cancelAsked && !cancelSent) {
            tasks.cancel(task, "cancelled from the command line by Ctrl-C");
            cancelSent = true;
        }
    }

    private boolean isLeft(@Nullable String signal) {
        if (signal == null) {
            return output.isUnread();
        }
        if (cancelAsked) {
            return true;
        }
        cancelAsked = true;
        output.say("cancelling the task; Ctrl-C again leaves it alone");
        return false;
    }

    private static Duration retryPause(CallFailed failed, Duration away) {
        if (failed.failure() instanceof io.noderax.cli.http.Failure.Refused refused && refused.retryAfter() != null) {
            return refused.retryAfter();
        }
        Duration growing = Duration.ofMillis(250).plus(away.dividedBy(4));
        return growing.compareTo(SLOWEST_RETRY) < 0 ? growing : SLOWEST_RETRY;
    }
}
