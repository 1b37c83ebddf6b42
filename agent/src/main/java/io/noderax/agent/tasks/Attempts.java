package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.Stage;
import io.noderax.agent.loops.AgentThread;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.TaskReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every attempt that has a thread of its own: running, being delivered, or recovered. The monitor guards the map. */
public final class Attempts {
    private final TaskParts parts;
    private final Map<TaskId, Work> working = new HashMap<>();

    /** One attempt's thread; {@code runner} is null when it is not one that runs a process. */
    private record Work(@Nullable TaskRunner runner) {}

    public Attempts(TaskParts parts) {
        this.parts = parts;
    }

    /** Takes up what an earlier run left. */
    public void recover() {
        for (AttemptJournal attempt : parts.journal().attempts()) {
            begin(attempt.task(), "recover-", new Work(null), new Recovery(parts, attempt));
        }
    }

    /**
     * Starts a claimed task on its own thread.
     *
     * @return false when the task is known here already: then it does not run again, and the slot is not used
     */
    public boolean begin(ClaimedTask task, Runnable giveSlotBack) {
        AttemptJournal known = parts.journal().find(task.id());
        if (isWorking(task.id()) || (known != null && known.stage() != Stage.CLAIMED)) {
            parts.log()
                    .warn("task was handed out again while it is still known here, not run again", "taskId", task.id());
            return false;
        }
        try {
            AttemptJournal journal = parts.journal().claim(task.id(), task.attempt());
            TaskRunner runner = new TaskRunner(parts, task, journal, giveSlotBack);
            begin(task.id(), "task-", new Work(runner), runner);
        } catch (IOException | UncheckedIOException e) {
            parts.log().error("task not run: the journal cannot be written", "taskId", task.id(), "error", e);
            begin(task.id(), "refuse-", new Work(null), () -> {
                refuse(task, "the agent's journal cannot be written: " + e.getMessage());
                giveSlotBack.run();
            });
        }
        return true;
    }

    /** Ends every running task with that cause. */
    public void stopAll() {
        for (Work work : snapshot()) {
            if (work.runner() != null) {
                work.runner().stop(new StopCause.AgentStopped());
            }
        }
    }

    /** Waits until no attempt has a thread; false when some are left after the time. */
    public synchronized boolean awaitNone(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!working.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void begin(TaskId task, String role, Work work, Runnable body) {
        synchronized (this) {
            working.put(task, work);
        }
        AgentThread.start(role + task.toString().substring(0, 8), () -> {
            try {
                body.run();
            } catch (RuntimeException e) {
                parts.log()
                        .error(
                                "attempt broke off, its journal is taken up at the next start",
                                "taskId",
                                task,
                                "error",
                                e);
            } finally {
                ended(task);
            }
        });
    }

    private synchronized void ended(TaskId task) {
        working.remove(task);
        notifyAll();
    }

    private synchronized boolean isWorking(TaskId task) {
        return working.containsKey(task);
    }

    private synchronized java.util.List<Work> snapshot() {
        return java.util.List.copyOf(working.values());
    }

    /** Nothing ran and nothing is written down: one try to say so, then the lease gives the task back. */
    private void refuse(ClaimedTask task, String reason) {
        TaskReport report = new TaskReport(task.id(), parts.clock().instant());
        if (parts.calls().started(task.id(), task.attempt(), report) instanceof Answer.Ok<?>) {
            parts.calls()
                    .completed(task.id(), task.attempt(), new Results(task.id(), parts.clock()).notStarted(reason));
        }
    }
}
