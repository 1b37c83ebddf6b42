package io.noderax.server.updates;

import io.noderax.protocol.id.UpdateTargetId;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.TaskView;
import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.UpdateProgress;
import io.noderax.protocol.update.UpdateStatus;
import io.noderax.server.background.OneAtATime;
import io.noderax.server.http.Refusal;
import io.noderax.server.nodes.AgentCaller;
import io.noderax.server.nodes.VersionReported;
import io.noderax.server.storage.Database;
import io.noderax.server.tasks.TaskEndings;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/**
 * What nodes let the server know of their updates: an updater's progress, the version that an agent reports, the end of the update
 * task. And the look from time to time, for what nobody tells.
 */
@Singleton
class UpdateReports implements TaskEndings {
    private static final long PROVEN = 100;

    private final Database database;
    private final RolloutStore rollouts;
    private final TargetStore targets;
    private final RolloutSteps steps;
    private final OneAtATime stepping;

    UpdateReports(Database database, RolloutStore rollouts, TargetStore targets, RolloutSteps steps) {
        this.database = database;
        this.rollouts = rollouts;
        this.targets = targets;
        this.steps = steps;
        this.stepping = new OneAtATime("rollout-step", this::step);
    }

    /** @throws Refusal when there is no such target, or it is another node's */
    RolloutTargetView report(AgentCaller agent, UpdateTargetId id, UpdateProgress progress) {
        return database.transaction(tx -> {
            RolloutTargetView target = find(tx, id);
            if (!target.nodeId().equals(agent.node())) {
                throw Refusal.conflict("The authenticated agent cannot report progress for this rollout target.");
            }
            rollouts.lock(tx, target.rolloutId());
            if (agent.abilities().has(WireHeaders.CAP_UPDATE_CONFIRMS)) {
                targets.setConfirms(tx, id);
            }
            apply(tx, find(tx, id), agent, progress);
            steps.step(tx);
            return find(tx, id);
        });
    }

    private void apply(Handle tx, RolloutTargetView target, AgentCaller agent, UpdateProgress progress) {
        if (target.status().isFinal()) {
            return;
        }
        if (progress.status() == UpdateStatus.FAILED) {
            steps.fail(tx, target, progress.message() == null ? "The updater gave no reason." : progress.message());
            return;
        }
        if (isProven(agent, progress)) {
            steps.complete(tx, target);
            return;
        }
        targets.move(
                        tx,
                        target.id(),
                        new TargetStore.Move(
                                progress.status(),
                                progress.progressPercent(),
                                progress.message(),
                                steps.allowance(progress.status())))
                .ifPresent(moved -> rollouts.say(tx, moved.rolloutId(), String.valueOf(moved.statusMessage())));
    }

    /** An updater that confirms says so when its node runs the new version for good. */
    private static boolean isProven(AgentCaller agent, UpdateProgress progress) {
        return agent.abilities().has(WireHeaders.CAP_UPDATE_CONFIRMS)
                && progress.status() == UpdateStatus.WAITING_FOR_RECONNECT
                && progress.progressPercent() == PROVEN;
    }

    private RolloutTargetView find(Handle tx, UpdateTargetId id) {
        return targets.byId(tx, id).orElseThrow(() -> Refusal.notFound("Rollout target " + id + " was not found"));
    }

    void reported(@Observes VersionReported report) {
        if (database.run(db -> targets.isAwaited(db, report.node(), report.version()))) {
            step();
        }
    }

    @Override
    public void ended(Handle tx, TaskView task, Completion completion) {
        if (task.type().equals(RolloutSteps.TASK_TYPE)) {
            tx.afterCommit(stepping::look);
        }
    }

    @Scheduled(every = "{noderax.updates-look}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        if (database.run(rollouts::active).isPresent()) {
            stepping.look();
        }
    }

    private void step() {
        database.inTransaction(steps::step);
    }
}
