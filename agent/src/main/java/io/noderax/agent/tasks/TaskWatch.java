package io.noderax.agent.tasks;

import io.noderax.protocol.id.TaskId;
import java.time.Duration;

/** Keeps one running task's time, and ends its processes when the time is over or anything else wants that. */
final class TaskWatch implements Runnable {
    private final TaskParts parts;
    private final TaskId task;
    private final RunningTask running;
    private final Cancellation cancellation;
    private final Duration timeout;
    private final long begun = System.nanoTime();

    TaskWatch(TaskParts parts, TaskId task, RunningTask running, Cancellation cancellation, Duration timeout) {
        this.parts = parts;
        this.task = task;
        this.running = running;
        this.cancellation = cancellation;
        this.timeout = timeout;
    }

    @Override
    public void run() {
        if (cancellation.await(timeout.minusNanos(System.nanoTime() - begun)) == null) {
            cancellation.request(new StopCause.TimedOut(timeout));
        }
        StopCause cause = cancellation.cause();
        if (cause != null) {
            parts.log().info("ending task", "taskId", task, "cause", cause);
            running.kill(parts.pace().grace());
        }
    }
}
