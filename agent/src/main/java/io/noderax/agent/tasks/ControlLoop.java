package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Breaker;
import io.noderax.agent.controlplane.Patience;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.ControlAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server whether one running task should stop, until it has ended or should: by one waiting question after the other
 * where the server parks them, else every two seconds. What it learns becomes the cancellation's cause.
 */
final class ControlLoop implements Runnable {
    /** Below the 30 s that a server holds, and well within a lease. */
    static final Duration LONGEST_HOLD = Duration.ofSeconds(25);

    /** Most tasks are over by then: they cost no question. */
    private static final Duration HEAD_START = Duration.ofMillis(200);

    private final TaskParts parts;
    private final TaskId task;
    private final AttemptId attempt;
    private final Cancellation cancellation;
    private final Patience patience;
    private final Breaker breaker = new Breaker();

    ControlLoop(TaskParts parts, TaskId task, AttemptId attempt, Cancellation cancellation) {
        this.parts = parts;
        this.task = task;
        this.attempt = attempt;
        this.cancellation = cancellation;
        this.patience = parts.patience();
    }

    @Override
    public void run() {
        cancellation.whenSettled(breaker::breakOff);
        Duration usual = parts.pace().control();
        Duration pause = parks() && HEAD_START.compareTo(usual) < 0 ? HEAD_START : usual;
        while (cancellation.await(pause) == null && !cancellation.isOver()) {
            pause = ask();
        }
    }

    /** The pause before the next question. */
    private Duration ask() {
        Duration hold = parks() ? LONGEST_HOLD : Duration.ZERO;
        long asked = System.nanoTime();
        Answer<ControlAnswer> answer = parts.calls().control(task, attempt, hold, breaker);
        StopCause cause = causeOf(answer);
        if (cause != null) {
            cancellation.request(cause);
        }
        Duration pause = pauseAfter(answer, hold, Duration.ofNanos(System.nanoTime() - asked));
        return pause == null ? parts.pace().control() : pause;
    }

    private boolean parks() {
        return parts.calls().extensions().parksControl();
    }

    /** Null for the usual one: also after a parked question that came back early without a word. */
    private @Nullable Duration pauseAfter(Answer<ControlAnswer> answer, Duration hold, Duration held) {
        if (hold.isZero()) {
            return null;
        }
        if (answer instanceof Answer.Failure<?> failure) {
            return patience.after(failure);
        }
        patience.reset();
        return held.compareTo(hold.dividedBy(2)) < 0 ? null : Duration.ZERO;
    }

    /** Failures say nothing about the task: it goes on. */
    private static @Nullable StopCause causeOf(Answer<ControlAnswer> answer) {
        return switch (answer) {
            case Answer.Ok<ControlAnswer>(var control) -> causeOf(control);
            case Answer.Refused<ControlAnswer>(int status, String message)
            when status == 404 -> new StopCause.NotOurs(message);
            case Answer.Failure<ControlAnswer> _ -> null;
        };
    }

    private static @Nullable StopCause causeOf(ControlAnswer control) {
        if (control.cancelRequested()) {
            String reason = control.cancelReason();
            return new StopCause.Cancelled(reason == null || reason.isBlank() ? "cancelled by an operator" : reason);
        }
        return control.status().isFinal()
                ? new StopCause.NotOurs(control.status().wireName())
                : null;
    }
}
