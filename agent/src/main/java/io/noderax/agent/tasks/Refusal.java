package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.protocol.task.TaskReport;
import org.jspecify.annotations.Nullable;

/** A task that cannot be written down: one try to say so, then the lease gives it back. */
final class Refusal implements Work {
    private final TaskParts parts;
    private final ClaimedTask task;
    private final @Nullable String why;
    private final Runnable giveSlotBack;

    Refusal(TaskParts parts, ClaimedTask task, @Nullable String why, Runnable giveSlotBack) {
        this.parts = parts;
        this.task = task;
        this.why = why;
        this.giveSlotBack = giveSlotBack;
    }

    @Override
    public void run() {
        TaskReport report = new TaskReport(task.id(), parts.clock().instant());
        if (parts.calls().started(task.id(), task.attempt(), report) instanceof Answer.Ok<?>) {
            parts.calls()
                    .completed(
                            task.id(),
                            task.attempt(),
                            new Results(task.id(), parts.clock())
                                    .notStarted("the agent's journal cannot be written: " + why));
        }
        giveSlotBack.run();
    }

    @Override
    public void leave() {
        // Nothing runs.
    }

    @Override
    public boolean isGivenBack() {
        return false;
    }
}
