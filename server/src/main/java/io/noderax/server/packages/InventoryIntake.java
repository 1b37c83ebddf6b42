package io.noderax.server.packages;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.packages.PackageEntry;
import io.noderax.protocol.packages.PackageWork;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.tasks.NodeTasks;
import io.noderax.server.tasks.TaskEndings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Keeps what nodes say is installed, whoever asked; after a change it lets the node say it again. */
@Singleton
class InventoryIntake implements TaskEndings {
    private static final Set<String> CHANGES =
            Set.of(PackageWork.INSTALL, PackageWork.REMOVE, PackageWork.PURGE, "packageUpgrade", "packageRepair");
    private static final Duration LONGEST_QUEUE = Duration.ofHours(1);

    private final InventoryStore store;
    private final NodeTasks tasks;
    private final InstantSource clock;

    InventoryIntake(InventoryStore store, NodeTasks tasks, InstantSource clock) {
        this.store = store;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public void ended(Handle tx, TaskView task, Completion completion) {
        if (task.status() != TaskStatus.SUCCESS) {
            return;
        }
        if (task.type().equals(PackageWork.LIST)) {
            List<PackageEntry> packages = PackageResults.installed(completion.result(), completion.output());
            if (packages != null) {
                put(tx, task, packages);
            }
        } else if (CHANGES.contains(task.type())) {
            store.lock(tx, task.nodeId());
            store.setOutdated(tx, task.nodeId());
            tasks.followUp(tx, task, PackageWork.LIST, LONGEST_QUEUE);
        }
    }

    private void put(Handle tx, TaskView task, List<PackageEntry> packages) {
        store.lock(tx, task.nodeId());
        Map<String, PackageEntry> before = before(tx, task.nodeId());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        store.put(
                tx,
                task.nodeId(),
                task.id(),
                packages.stream()
                        .map(entry -> entry.knownSince(since(before.get(key(entry)), entry, now)))
                        .toList());
    }

    private Map<String, PackageEntry> before(Handle tx, NodeId node) {
        Map<String, PackageEntry> entries = new HashMap<>();
        Inventory known = store.find(tx, node);
        if (known != null) {
            known.packages().forEach(entry -> entries.put(key(entry), entry));
        }
        return entries;
    }

    private static Instant since(@Nullable PackageEntry before, PackageEntry entry, Instant now) {
        return before == null || before.knownSince() == null || !Objects.equals(before.version(), entry.version())
                ? now
                : before.knownSince();
    }

    /** A machine may have a package for several architectures. */
    private static String key(PackageEntry entry) {
        return entry.name() + ' ' + entry.architecture();
    }
}
