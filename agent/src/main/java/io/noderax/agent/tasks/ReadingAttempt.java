package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.loops.StopSignal;
import io.noderax.protocol.task.Completion;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attempt at read-only work: watched for a cancel, limited in time, given back when the agent stops before it is done. */
final class ReadingAttempt {
    private final TaskParts parts;
    private final ClaimedTask task;
    private final Plan.Read plan;
    private final Cancellation cancellation = new Cancellation();
    private final StopSignal stop = new StopSignal();
    private final Results results;
    private volatile boolean left;

    ReadingAttempt(TaskParts parts, ClaimedTask task, Plan.Read plan) {
        this.parts = parts;
        this.task = task;
        this.plan = plan;
        this.results = new Results(task.id(), parts.clock());
    }

    /** Blocks until it is done, failed, cancelled, timed out or left. */
    Completion complete() {
        String thread = task.id().toString().substring(0, 8);
        AgentThread.start("control-" + thread, this::watch);
        AgentThread.start("time-" + thread, this::keepTime);
        long started = System.nanoTime();
        try {
            ReadOnlyWork.Found found = plan.work().find(stop);
            return settle(results.found(found, Duration.ofNanos(System.nanoTime() - started)));
        } catch (ReadOnlyWork.Failed e) {
            return settle(results.failed(e.code(), String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException e) {
            parts.log().warn("task failed", "taskId", task.id(), "error", e);
            return settle(results.failed("read-failed", String.valueOf(e.getMessage())));
        }
    }

    /** Breaks it off: another attempt may do it. */
    void leave() {
        left = true;
        stop.stop();
    }

    private Completion settle(Completion natural) {
        cancellation.processEnded();
        StopCause cause = cancellation.cause();
        if (cause != null) {
            return results.stopped(cause, null, null);
        }
        return left ? results.neverLaunched("agent was stopped before the task was done") : natural;
    }

    private void watch() {
        new ControlLoop(parts, task.id(), task.attempt(), cancellation).run();
        @Nullable StopCause cause = cancellation.cause();
        if (cause != null) {
            stop.stop();
        }
    }

    private void keepTime() {
        if (cancellation.await(plan.timeout()) == null && !cancellation.isOver()) {
            cancellation.request(new StopCause.TimedOut(plan.timeout()));
        }
    }
}
