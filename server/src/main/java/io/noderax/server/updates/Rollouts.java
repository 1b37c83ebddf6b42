package io.noderax.server.updates;

import io.noderax.protocol.id.RolloutId;
import io.noderax.protocol.id.UpdateTargetId;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.update.CreateRollout;
import io.noderax.protocol.update.RolloutStatus;
import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.RolloutView;
import io.noderax.protocol.update.UpdateStatus;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.auth.Operator;
import io.noderax.server.http.Refusal;
import io.noderax.server.nodes.Nodes;
import io.noderax.server.storage.Database;
import io.noderax.server.tasks.NodeTasks;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Rollouts as operators make them and decide about them (wire contract, 3.9). */
@Singleton
class Rollouts {
    private static final int LISTED = 50;

    private final Database database;
    private final RolloutStore store;
    private final TargetStore targets;
    private final RolloutSteps steps;
    private final RolloutNews news;
    private final Releases releases;
    private final Nodes nodes;
    private final NodeTasks tasks;
    private final Audit audit;

    Rollouts(
            Database database,
            RolloutStore store,
            TargetStore targets,
            RolloutSteps steps,
            RolloutNews news,
            Releases releases,
            Nodes nodes,
            NodeTasks tasks,
            Audit audit) {
        this.database = database;
        this.store = store;
        this.targets = targets;
        this.steps = steps;
        this.news = news;
        this.releases = releases;
        this.nodes = nodes;
        this.tasks = tasks;
        this.audit = audit;
    }

    /** The newest first. */
    List<RolloutView> list() {
        return database.run(db -> withTargets(db, store.list(db, LISTED)));
    }

    RolloutView read(RolloutId id) {
        return database.run(db -> read(db, id));
    }

    /** @throws Refusal when no such version can be brought to these nodes, or another rollout is not over */
    RolloutView create(Operator by, CreateRollout asked) {
        RolloutVersion version = RolloutVersion.of(asked, releases);
        try {
            return database.transaction(tx -> create(tx, by, asked, version));
        } catch (JdbiException e) {
            if (Database.isDuplicate(e, RolloutStore.ONE_ACTIVE)) {
                throw otherActive();
            }
            throw e;
        }
    }

    private RolloutView create(Handle tx, Operator by, CreateRollout asked, RolloutVersion version) {
        store.active(tx).ifPresent(_ -> {
            throw otherActive();
        });
        List<NodeView> wanted = asked.nodeIds().stream()
                .map(id -> nodes.read(tx, Scope.EVERYTHING, id))
                .toList();
        version.requireImages(wanted);
        RolloutId id = store.insert(tx, version.name(), asked.isRollback(), by, "Created.")
                .id();
        for (int i = 0; i < wanted.size(); i++) {
            targets.insert(tx, id, wanted.get(i), version.name(), i);
        }
        RolloutView created = read(tx, id);
        note(tx, created, "created");
        news.created(tx, created);
        steps.step(tx);
        return read(tx, id);
    }

    private static Refusal otherActive() {
        return Refusal.conflict("Another rollout is not over yet; resume or cancel it first");
    }

    /** Goes on after a failed node, which stays failed. */
    RolloutView resume(RolloutId id) {
        return database.transaction(tx -> {
            RolloutView rollout = lock(tx, id);
            if (rollout.status() != RolloutStatus.PAUSED) {
                throw Refusal.conflict("Rollout %s is %s and not paused"
                        .formatted(id, rollout.status().wireName()));
            }
            return goOn(tx, rollout, "resumed");
        });
    }

    /** What is not begun is not begun any more; what a node has begun it finishes by itself. */
    RolloutView cancel(RolloutId id) {
        return database.transaction(tx -> {
            RolloutView rollout = lock(tx, id);
            requireActive(rollout);
            targets.of(tx, List.of(id)).forEach(target -> cancel(tx, target));
            store.move(tx, id, RolloutStatus.CANCELLED, "Cancelled by an operator.");
            note(tx, rollout, "cancelled");
            return read(tx, id);
        });
    }

    private void cancel(Handle tx, RolloutTargetView target) {
        boolean begun = isBegun(tx, target);
        String words = begun
                ? "The rollout was cancelled after the node had begun; it finishes or goes back by itself."
                : "The rollout was cancelled.";
        targets.move(
                tx, target.id(), new TargetStore.Move(UpdateStatus.CANCELLED, target.progressPercent(), words, null));
    }

    /** Whether the node has taken it; a task that it has not taken is withdrawn. */
    private boolean isBegun(Handle tx, RolloutTargetView target) {
        return target.status().isActive()
                && (target.taskId() == null
                        || !tasks.withdraw(tx, target.taskId(), "the update was called off by an operator"));
    }

    /** The node is tried once more, after those that wait before it in the order. */
    RolloutView retry(RolloutId id, UpdateTargetId targetId) {
        return database.transaction(tx -> {
            RolloutView rollout = lock(tx, id);
            requireActive(rollout);
            RolloutTargetView target = target(tx, rollout, targetId);
            if (!target.status().isFinal() || target.status() == UpdateStatus.COMPLETED) {
                throw Refusal.conflict("The update of node %s is %s; only what failed or was skipped is tried again"
                        .formatted(target.nodeName(), target.status().wireName()));
            }
            targets.again(tx, targetId, "To be tried again.");
            return goOn(tx, rollout, "target-retried");
        });
    }

    /** The rollout goes on without the node. */
    RolloutView skip(RolloutId id, UpdateTargetId targetId) {
        return database.transaction(tx -> {
            RolloutView rollout = lock(tx, id);
            requireActive(rollout);
            RolloutTargetView target = target(tx, rollout, targetId);
            if (target.status().isFinal() && target.status() != UpdateStatus.FAILED) {
                throw Refusal.conflict("The update of node %s is %s already"
                        .formatted(target.nodeName(), target.status().wireName()));
            }
            skip(tx, target);
            return goOn(tx, rollout, "target-skipped");
        });
    }

    private void skip(Handle tx, RolloutTargetView target) {
        String words = isBegun(tx, target)
                ? "Skipped after the node had begun; it finishes or goes back by itself."
                : "Skipped by an operator.";
        if (target.status() == UpdateStatus.FAILED) {
            targets.again(tx, target.id(), words);
        }
        targets.move(
                tx, target.id(), new TargetStore.Move(UpdateStatus.SKIPPED, target.progressPercent(), words, null));
    }

    private RolloutView goOn(Handle tx, RolloutView rollout, String deed) {
        store.move(tx, rollout.id(), RolloutStatus.RUNNING, "Going on.");
        note(tx, rollout, deed);
        steps.step(tx);
        return read(tx, rollout.id());
    }

    private RolloutView lock(Handle tx, RolloutId id) {
        return store.lock(tx, id).orElseThrow(() -> notFound(id));
    }

    private static void requireActive(RolloutView rollout) {
        if (!rollout.status().isActive()) {
            throw Refusal.conflict("Rollout %s is %s already; start a new one"
                    .formatted(rollout.id(), rollout.status().wireName()));
        }
    }

    private RolloutTargetView target(Handle tx, RolloutView rollout, UpdateTargetId id) {
        return targets.byId(tx, id)
                .filter(target -> target.rolloutId().equals(rollout.id()))
                .orElseThrow(() -> Refusal.notFound("Rollout target " + id + " was not found"));
    }

    private RolloutView read(Handle db, RolloutId id) {
        return store.byId(db, id)
                .map(rollout -> rollout.with(targets.of(db, List.of(id))))
                .orElseThrow(() -> notFound(id));
    }

    private List<RolloutView> withTargets(Handle db, List<RolloutView> rollouts) {
        Map<RolloutId, List<RolloutTargetView>> all =
                targets.of(db, rollouts.stream().map(RolloutView::id).toList()).stream()
                        .collect(Collectors.groupingBy(RolloutTargetView::rolloutId));
        return rollouts.stream()
                .map(rollout -> rollout.with(all.getOrDefault(rollout.id(), List.of())))
                .toList();
    }

    private void note(Handle tx, RolloutView rollout, String what) {
        audit.note(
                tx,
                Deed.onPlatform("agent-update." + what, "agent-update-rollout", rollout.id(), rollout.targetVersion())
                        .with("rollback", rollout.rollback()));
    }

    private static Refusal notFound(RolloutId id) {
        return Refusal.notFound("Rollout " + id + " was not found");
    }
}
