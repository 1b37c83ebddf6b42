package io.noderax.cli.tasks;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.protocol.task.LogSummary;
import io.noderax.protocol.task.TaskView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Follows a task to its end: its state, then what is new in its log, again and again.
 *
 * <p>The state is read first, so that the log read after a final state is complete. What is left of the log of a task that has
 * ended is waited for as long as it keeps coming. The first signal cancels the task and goes
 * on following, the second leaves. A server that is away is asked again, ever more slowly, for {@link #LONGEST_ABSENCE}.
 */
final class FollowLoop {
    static final Duration LONGEST_ABSENCE = Duration.ofMinutes(5);
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

    /** On the server until there is more; a signal waits for as long. */
    private static final Duration SERVER_WAIT = Duration.ofSeconds(1);

    private static final Duration AFTER_WAIT = Duration.ofMillis(50);

    private final Tasks tasks;
    private final TaskOutput output;
    private final StopSignals signals;
    private final Clock clock;
    private final Pace pace;
    private boolean cancelAsked;
    private boolean cancelSent;
    private @Nullable Instant awaySince;
    private @Nullable Instant silentSince;

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
                boolean whole = isWhole(task.value());
                int read = tail.read(whole ? Duration.ZERO : SERVER_WAIT);
                if (whole || isSilent(task.value(), read > 0)) {
                    return new Ending.Final(task);
                }
                awaySince = null;
                pause = tail.canWait()
                        ? AFTER_WAIT
                        : pace.next(read > 0 || task.value().startedAt() == null);
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

    /** Whether nothing of its log can follow. */
    private static boolean isWhole(TaskView task) {
        LogSummary log = task.log();
        return task.status().isFinal() && (log == null || !log.state().mayGrow());
    }

    /** Whether the rest of the log of a task that has ended has not come for long; its node may be away. */
    private boolean isSilent(TaskView task, boolean news) {
        if (!task.status().isFinal() || news) {
            silentSince = null;
            return false;
        }
        Instant now = clock.instant();
        silentSince = silentSince == null ? now : silentSince;
        return Duration.between(silentSince, now).compareTo(LONGEST_SILENCE) > 0;
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
