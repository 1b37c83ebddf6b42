package io.noderax.server.updates;

import io.noderax.protocol.id.RolloutId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.task.StatusReason;
import io.noderax.protocol.task.TaskView;
import io.noderax.protocol.update.RolloutStatus;
import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.RolloutView;
import io.noderax.protocol.update.UpdateStatus;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.tasks.NodeTasks;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Brings the active rollout on by what the database shows now. A step holds the rollout's row and is harmless to repeat, so any
 * process may take it at any time, and a restart changes nothing. One node is updated at a time; nodes that cannot be updated now
 * let others go first.
 */
@Singleton
class RolloutSteps {
    /** The task that hands an update to a node's updater (wire contract, section 7). */
    static final String TASK_TYPE = "agent.update";

    /** So long a node that is there may leave the task unclaimed, for instance because all its slots are busy. */
    private static final Duration LONGEST_QUEUE = Duration.ofHours(1);

    private static final long DISPATCHED_PERCENT = 5;
    private static final long ALL = 100;

    private final RolloutStore rollouts;
    private final TargetStore targets;
    private final NodeTasks tasks;
    private final RolloutNews news;
    private final Signals signals;
    private final UpdateTimes times;
    private final InstantSource clock;
    private final Instant watchedSince;

    RolloutSteps(
            RolloutStore rollouts,
            TargetStore targets,
            NodeTasks tasks,
            RolloutNews news,
            Signals signals,
            UpdateTimes times,
            InstantSource clock) {
        this.rollouts = rollouts;
        this.targets = targets;
        this.tasks = tasks;
        this.news = news;
        this.signals = signals;
        this.times = times;
        this.clock = clock;
        this.watchedSince = clock.instant();
    }

    /** One step of the active rollout, if there is one. */
    void step(Handle tx) {
        rollouts.lockActive(tx).ifPresent(rollout -> step(tx, rollout));
    }

    private void step(Handle tx, RolloutView rollout) {
        for (Seen seen : targets.seen(tx, rollout.id())) {
            if (seen.view().status().isActive()) {
                look(tx, seen);
            }
        }
        boolean running = rollouts.byId(tx, rollout.id())
                .filter(now -> now.status() == RolloutStatus.RUNNING)
                .isPresent();
        if (running) {
            goOn(tx, rollout);
        }
    }

    // --- the node that is being updated ----------------------------------------------------------------------------

    private void look(Handle tx, Seen seen) {
        if (seen.node() == null) {
            fail(tx, seen.view(), "Node " + seen.view().nodeName() + " was deleted.");
        } else if (seen.runsTarget() && !seen.confirms()) {
            complete(tx, seen.view());
        } else if (seen.view().status() == UpdateStatus.DISPATCHED) {
            lookAtTask(tx, seen);
        } else if (isOverdue(seen)) {
            fail(tx, seen.view(), silence(seen));
        }
    }

    /** The node has not said anything of the update yet; its task says why. */
    private void lookAtTask(Handle tx, Seen seen) {
        RolloutTargetView target = seen.view();
        Optional<TaskView> found = target.taskId() == null ? Optional.empty() : tasks.find(tx, target.taskId());
        if (found.isEmpty()) {
            fail(tx, target, "Its update task is gone.");
            return;
        }
        TaskView task = found.get();
        switch (task.status()) {
            case FAILED, CANCELLED -> fail(tx, target, "The update task did not succeed: " + why(task));
            case QUEUED, ACCEPTED, CLAIMED -> lookAtQueue(tx, seen, task);
            case RUNNING, SUCCESS -> {
                targets.await(tx, target.id(), times.reportWithin());
                if (isOverdue(seen)) {
                    fail(tx, target, silence(seen));
                }
            }
        }
    }

    /** A node that has gone offline before it took the task gives its turn to others. */
    private void lookAtQueue(Handle tx, Seen seen, TaskView task) {
        RolloutTargetView target = seen.view();
        String hindrance = seen.hindrance();
        Instant dispatched = target.dispatchedAt();
        boolean late = dispatched != null
                && Duration.between(dispatched, clock.instant()).compareTo(times.takenWithin()) > 0;
        if (hindrance != null && late && tasks.withdraw(tx, task.id(), "the node did not take the update in time")) {
            targets.again(tx, target.id(), hindrance);
        } else {
            explain(tx, target, why(task));
        }
    }

    private boolean isOverdue(Seen seen) {
        return seen.overdueSeconds() != null
                && Duration.between(watchedSince, clock.instant())
                                .compareTo(allowance(seen.view().status()))
                        > 0;
    }

    /** How long nothing may be heard after that status. */
    Duration allowance(UpdateStatus status) {
        return status == UpdateStatus.WAITING_FOR_RECONNECT ? times.reconnectWithin() : times.reportWithin();
    }

    private String silence(Seen seen) {
        UpdateStatus status = seen.view().status();
        Duration allowed = allowance(status);
        return "Nothing was heard of the update for %d s after it was %s%s."
                .formatted(
                        allowed.toSeconds(),
                        status.wireName(),
                        seen.node() != null && seen.node().online() ? "" : "; the node is offline");
    }

    private static String why(TaskView task) {
        StatusReason reason = task.statusReason();
        return reason == null ? task.status().wireName() : reason.message();
    }

    // --- the next one ----------------------------------------------------------------------------------------------

    private void goOn(Handle tx, RolloutView rollout) {
        List<Seen> all = targets.seen(tx, rollout.id());
        if (all.stream().anyMatch(seen -> seen.view().status().isActive())) {
            return;
        }
        List<Seen> pending = all.stream()
                .filter(seen -> seen.view().status() == UpdateStatus.PENDING)
                .toList();
        for (Seen seen : pending) {
            if (seen.node() == null) {
                skip(tx, seen);
            } else if (seen.runsTarget()) {
                complete(tx, seen.view());
            }
        }
        List<Seen> open = pending.stream()
                .filter(seen -> seen.node() != null && !seen.runsTarget())
                .toList();
        if (open.isEmpty()) {
            rollouts.move(tx, rollout.id(), RolloutStatus.COMPLETED, "Rollout finished. No pending targets remain.");
            return;
        }
        Optional<Seen> next =
                open.stream().filter(seen -> seen.hindrance() == null).findFirst();
        next.ifPresentOrElse(seen -> dispatch(tx, rollout, seen.view()), () -> wait(tx, rollout, open));
    }

    private void skip(Handle tx, Seen seen) {
        targets.move(
                tx,
                seen.view().id(),
                new TargetStore.Move(UpdateStatus.SKIPPED, seen.view().progressPercent(), seen.hindrance(), null));
    }

    private void wait(Handle tx, RolloutView rollout, List<Seen> open) {
        open.forEach(seen -> targets.explain(tx, seen.view().id(), String.valueOf(seen.hindrance())));
        String first = String.valueOf(open.getFirst().hindrance());
        String more = open.size() == 1 ? "" : " And %d more nodes wait.".formatted(open.size() - 1);
        rollouts.say(tx, rollout.id(), first + more);
    }

    private void dispatch(Handle tx, RolloutView rollout, RolloutTargetView target) {
        JsonObject payload = JsonObject.builder()
                .put("targetVersion", target.targetVersion())
                .put("targetId", target.id().value())
                .put("rollback", rollout.rollback())
                .build();
        UserId by = rollout.requestedByUserId() == null ? null : new UserId(rollout.requestedByUserId());
        TaskView task = tasks.queueBySystem(tx, by, target.nodeId(), TASK_TYPE, payload, LONGEST_QUEUE);
        String words = "Queued update task %s for %s.".formatted(task.id(), target.nodeName());
        targets.dispatch(tx, target.id(), task.id(), words, DISPATCHED_PERCENT)
                .ifPresent(dispatched -> news.dispatched(tx, dispatched));
        signals.tell(tx, Signal.UPDATE_SENT, target.nodeId().value());
        rollouts.say(
                tx, rollout.id(), "Dispatched %s. Waiting for agent update progress.".formatted(target.nodeName()));
    }

    // --- moves of a target -----------------------------------------------------------------------------------------

    /** The node runs the version. */
    void complete(Handle tx, RolloutTargetView target) {
        String words = target.status() == UpdateStatus.PENDING
                ? "Node %s runs %s already.".formatted(target.nodeName(), target.targetVersion())
                : "Agent reconnect confirmed %s.".formatted(target.targetVersion());
        targets.move(tx, target.id(), new TargetStore.Move(UpdateStatus.COMPLETED, ALL, words, null))
                .ifPresent(completed -> news.completed(tx, completed));
    }

    /** The rollout stops there, until an operator says how to go on. */
    void fail(Handle tx, RolloutTargetView target, String reason) {
        targets.move(tx, target.id(), new TargetStore.Move(UpdateStatus.FAILED, target.progressPercent(), reason, null))
                .ifPresent(failed -> {
                    pause(tx, failed.rolloutId(), failed.nodeName(), reason);
                    news.failed(tx, failed);
                });
    }

    private void pause(Handle tx, RolloutId rollout, String node, String reason) {
        rollouts.move(
                tx, rollout, RolloutStatus.PAUSED, "Paused: the update of node %s failed: %s".formatted(node, reason));
    }

    private void explain(Handle tx, RolloutTargetView target, String words) {
        targets.explain(tx, target.id(), words);
        rollouts.say(tx, target.rolloutId(), target.nodeName() + ": " + words);
    }
}
