package io.noderax.server.packages;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.packages.InstallPackages;
import io.noderax.protocol.packages.PackageName;
import io.noderax.protocol.packages.PackageWork;
import io.noderax.protocol.task.StatusReason;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.auth.Operator;
import io.noderax.server.http.Caller;
import io.noderax.server.nodes.Nodes;
import io.noderax.server.nodes.RootSurface;
import io.noderax.server.storage.Database;
import io.noderax.server.tasks.InternalTasks;
import io.noderax.server.tasks.NodeTasks;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Packages of a node as operators see and change them. A list is answered from what is kept while that is fresh; else the node is
 * asked by a task, the same one for everybody who asks meanwhile, and the call waits parked until it has answered.
 */
@Singleton
class Packages {
    /** As the reference waits. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** A question that a node has not taken by then nobody asks any more. */
    private static final Duration LONGEST_QUEUE = Duration.ofHours(1);

    private static final Duration LONGEST_CHANGE_QUEUE = Duration.ofHours(24);

    private final Database database;
    private final InventoryStore store;
    private final Nodes nodes;
    private final NodeTasks tasks;
    private final InternalTasks ends;
    private final Duration freshFor;

    Packages(
            Database database,
            InventoryStore store,
            Nodes nodes,
            NodeTasks tasks,
            InternalTasks ends,
            @ConfigProperty(name = "noderax.packages.fresh-for") Duration freshFor) {
        this.database = database;
        this.store = store;
        this.nodes = nodes;
        this.tasks = tasks;
        this.ends = ends;
        this.freshFor = freshFor;
    }

    /** What to answer at once, or the task whose end to wait for. */
    private record Asked(
            @Nullable PackageWork answer, @Nullable TaskView task) {}

    CompletionStage<PackageWork> list(Scope scope, Operator by, NodeId id, ListWish wish, Caller caller) {
        Asked asked = database.transaction(tx -> ask(tx, scope, by, id, wish));
        TaskView task = asked.task();
        return task == null
                ? CompletableFuture.completedFuture(asked.answer())
                : ended(scope, task, caller)
                        .thenApply(end -> PackageAnswers.list(end, database.run(db -> store.find(db, id))));
    }

    private Asked ask(Handle tx, Scope scope, Operator by, NodeId id, ListWish wish) {
        NodeView node = nodes.read(tx, scope, id);
        Inventory known = store.find(tx, id);
        if (known != null && !wish.refresh() && known.isFresh(freshFor)) {
            return new Asked(PackageAnswers.kept(id, known, false, null, null), null);
        }
        if (known != null && node.maintenance().on()) {
            StatusReason why = new StatusReason(
                    "node-in-maintenance", "node " + node.name() + " is in maintenance and is not asked anew");
            return new Asked(PackageAnswers.kept(id, known, true, why, null), null);
        }
        store.lock(tx, id);
        return new Asked(
                null,
                tasks.live(tx, id, PackageWork.LIST)
                        .orElseGet(() ->
                                tasks.queue(tx, scope, by, id, PackageWork.LIST, JsonObject.EMPTY, LONGEST_QUEUE)));
    }

    CompletionStage<PackageWork> search(Scope scope, Operator by, SearchWish wish, Caller caller) {
        TaskView task = database.transaction(tx -> {
            nodes.read(tx, scope, wish.node());
            store.lock(tx, wish.node());
            return tasks.liveOrRecent(tx, wish.node(), PackageWork.SEARCH, wish.term())
                    .orElseGet(() -> tasks.queue(
                            tx, scope, by, wish.node(), PackageWork.SEARCH, payload(wish.term()), LONGEST_QUEUE));
        });
        return ended(scope, task, caller).thenApply(end -> PackageAnswers.search(end, wish.term()));
    }

    private CompletionStage<TaskView> ended(Scope scope, TaskView task, Caller caller) {
        return PackageAnswers.isNotWorthWaiting(task)
                ? CompletableFuture.completedFuture(task)
                : ends.ended(scope, task, LONGEST_WAIT, caller);
    }

    PackageWork install(Scope scope, Operator by, NodeId id, InstallPackages wish) {
        return change(scope, by, id, PackageWork.INSTALL, wish.names(), wish.purge());
    }

    PackageWork remove(Scope scope, Operator by, NodeId id, String name, boolean purge) {
        String problem = PackageName.problem("name", name);
        if (!problem.isEmpty()) {
            throw new InvalidFields(List.of(problem));
        }
        return change(scope, by, id, purge ? PackageWork.PURGE : PackageWork.REMOVE, List.of(name), purge);
    }

    private PackageWork change(Scope scope, Operator by, NodeId id, String type, List<String> names, boolean purge) {
        TaskView task = database.transaction(tx -> {
            RootSurface.requireSettled(nodes.read(tx, scope, id), RootSurface.OPERATIONAL);
            return tasks.queue(tx, scope, by, id, type, payload(names, purge), LONGEST_CHANGE_QUEUE);
        });
        return PackageAnswers.change(task, names, purge);
    }

    private static JsonObject payload(String term) {
        return JsonObject.builder().put("term", term).put("query", term).build();
    }

    private static JsonObject payload(List<String> names, boolean purge) {
        return JsonObject.builder()
                .put("names", names)
                .put("purge", purge)
                .putIfPresent("package", names.size() == 1 ? names.getFirst() : null)
                .put("packages", names)
                .build();
    }
}
