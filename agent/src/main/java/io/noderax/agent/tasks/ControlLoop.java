package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.ControlAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Watches one running task: asks the server whether it should stop, keeps its time, and ends its processes. */
final class ControlLoop implements Runnable {
    private final TaskParts parts;
    private final TaskId task;
    private final AttemptId attempt;
    private final RunningTask running;
    private final Cancellation cancellation;
    private final Duration timeout;
    private final long deadline;

    ControlLoop(
            TaskParts parts,
            TaskId task,
            AttemptId attempt,
            RunningTask running,
            Cancellation cancellation,
            Duration timeout) {
        this.parts = parts;
        this.task = task;
        this.attempt = attempt;
        this.running = running;
        this.cancellation = cancellation;
        this.timeout = timeout;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    @Override
    public void run() {
        while (!cancellation.isOver()) {
            StopCause cause = cancellation.await(pause());
            if (cause == null && System.nanoTime() - deadline >= 0) {
                cancellation.request(new StopCause.TimedOut(timeout));
                cause = cancellation.cause();
            }
            if (cause != null) {
                parts.log().info("ending task", "taskId", task, "cause", cause);
                running.kill(parts.pace().grace());
                return;
            }
            if (!cancellation.isOver()) {
                ask();
            }
        }
    }

    private Duration pause() {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        Duration usual = parts.pace().control();
        return left.compareTo(usual) < 0 ? left : usual;
    }

    /** Failures say nothing about the task: it goes on. */
    private void ask() {
        StopCause cause = switch (parts.calls().control(task, attempt, Duration.ZERO)) {
            case Answer.Ok<ControlAnswer>(var control) -> causeOf(control);
            case Answer.Refused<ControlAnswer>(int status, String message)
            when status == 404 -> new StopCause.NotOurs(message);
            case Answer.Failure<ControlAnswer> _ -> null;
        };
        if (cause != null) {
            cancellation.request(cause);
        }
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
