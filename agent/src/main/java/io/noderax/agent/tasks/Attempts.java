package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.Stage;
import io.noderax.agent.loops.AgentThread;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every attempt that has a thread of its own: running, being delivered, or recovered. The monitor guards the map. */
public final class Attempts {
    /** More than can wait for their start at a time beside those of the journal. */
    private static final int MOST_REMEMBERED = 256;

    private final TaskParts parts;
    private final Map<TaskId, Work> working = new HashMap<>();

    /** The attempts that came last, whatever became of them. */
    private final SequencedSet<AttemptId> received = new LinkedHashSet<>();

    /** What begins as soon as that task's earlier attempt, which was given back, is done with. */
    private final Map<TaskId, Runnable> following = new HashMap<>();

    public Attempts(TaskParts parts) {
        this.parts = parts;
    }

    /** Takes up what an earlier run left; each takes a slot as long as its process may run. */
    public void recover(Slots slots) {
        for (AttemptJournal attempt : parts.journal().attempts()) {
            slots.takeAnyway();
            begin(attempt.task(), "recover-", new Recovery(parts, attempt, slots::giveBack));
        }
    }

    /**
     * Starts a claimed task on its own thread.
     *
     * @return false when the task is known here already: then it does not run again, and the slot is not used
     */
    public boolean begin(ClaimedTask task, Runnable giveSlotBack) {
        remember(task.attempt());
        if (follows(task, giveSlotBack)) {
            return true;
        }
        if (isWorking(task.id()) || mayHaveRun(parts.journal().find(task.id()))) {
            parts.log()
                    .warn("task was handed out again while it is still known here, not run again", "taskId", task.id());
            return false;
        }
        try {
            AttemptJournal journal = parts.journal().claim(task.id(), task.attempt(), task.type());
            TaskRunner runner = new TaskRunner(parts, task, journal, giveSlotBack);
            begin(task.id(), "task-", runner);
        } catch (IOException | UncheckedIOException e) {
            parts.log().error("task not run: the journal cannot be written", "taskId", task.id(), "error", e);
            begin(task.id(), "refuse-", new Refusal(parts, task, e.getMessage(), giveSlotBack));
        }
        return true;
    }

    /** All that have reached this agent and may be held for it: no other will be run here. */
    List<UUID> known() {
        Set<AttemptId> known = new LinkedHashSet<>();
        parts.journal().attempts().forEach(attempt -> known.add(attempt.attempt()));
        synchronized (this) {
            known.addAll(received);
        }
        return known.stream().map(AttemptId::value).toList();
    }

    private synchronized void remember(AttemptId attempt) {
        received.add(attempt);
        if (received.size() > MOST_REMEMBERED) {
            received.removeFirst();
        }
    }

    /** The server was faster with the new attempt than the old one's thread with its end: they share a place on the disk. */
    private synchronized boolean follows(ClaimedTask task, Runnable giveSlotBack) {
        Work before = working.get(task.id());
        if (before == null || !before.isGivenBack()) {
            return false;
        }
        following.put(task.id(), () -> {
            if (parts.claims().isStopped() || !begin(task, giveSlotBack)) {
                giveSlotBack.run();
            }
        });
        return true;
    }

    private static boolean mayHaveRun(@Nullable AttemptJournal known) {
        return known != null && known.stage() != Stage.CLAIMED && !Results.isNeverLaunched(known.completion());
    }

    /** Leaves every running task running. */
    public void leaveAll() {
        for (Work work : snapshot()) {
            work.leave();
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

    private void begin(TaskId task, String role, Work work) {
        synchronized (this) {
            working.put(task, work);
        }
        AgentThread.start(role + task.toString().substring(0, 8), () -> {
            try {
                work.run();
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

    private void ended(TaskId task) {
        Runnable next;
        synchronized (this) {
            working.remove(task);
            next = following.remove(task);
            notifyAll();
        }
        if (next != null) {
            next.run();
        }
    }

    private synchronized boolean isWorking(TaskId task) {
        return working.containsKey(task);
    }

    private synchronized List<Work> snapshot() {
        return List.copyOf(working.values());
    }
}
