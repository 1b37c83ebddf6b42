package io.noderax.server.packages;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.packages.PackageEntry;
import io.noderax.protocol.packages.PackageWork;
import io.noderax.protocol.packages.PackageWork.Outcome;
import io.noderax.protocol.task.StatusReason;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.protocol.task.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answers of the package routes, from a task and what is kept. */
final class PackageAnswers {
    private static final String UNSTRUCTURED = "Task completed without a structured package result.";

    /** Why a queued task will not be taken soon. */
    private static final Set<String> HOPELESS = Set.of("node-offline", "node-in-maintenance", "type-not-supported");

    private PackageAnswers() {}

    /** Whether waiting for the task makes no sense: it has ended, or its node cannot take it now. */
    static boolean isNotWorthWaiting(TaskView task) {
        StatusReason reason = task.statusReason();
        return task.status().isFinal()
                || (task.status() == TaskStatus.QUEUED && reason != null && HOPELESS.contains(reason.code()));
    }

    /** What is kept. */
    static PackageWork kept(
            NodeId node, Inventory known, boolean stale, @Nullable StatusReason why, @Nullable TaskId refresh) {
        Outcome outcome = new Outcome(known.packages(), null, known.takenAt(), stale, refresh);
        return new PackageWork(
                known.task(), TaskStatus.SUCCESS, node, PackageWork.LIST, List.of(), null, null, outcome, why);
    }

    /** @param known what is kept after the task's end, or at the end of the wait */
    static PackageWork list(TaskView task, @Nullable Inventory known) {
        if (!task.status().isFinal()) {
            return known == null
                    ? work(task, null, null)
                    : kept(task.nodeId(), known, true, task.statusReason(), task.id());
        }
        if (known != null && task.status() == TaskStatus.SUCCESS && isOf(known, task)) {
            return kept(task.nodeId(), known, false, null, null);
        }
        List<PackageEntry> packages = known == null ? List.of() : known.packages();
        Instant takenAt = known == null ? null : known.takenAt();
        return work(task, null, new Outcome(packages, error(task), takenAt, true, null));
    }

    static PackageWork search(TaskView task, String term) {
        if (!task.status().isFinal()) {
            return work(task, term, null);
        }
        List<PackageEntry> found =
                task.status() == TaskStatus.SUCCESS ? PackageResults.found(task.result(), task.output()) : null;
        return work(
                task,
                term,
                found == null
                        ? new Outcome(List.of(), error(task), null, false, null)
                        : new Outcome(found, null, null, false, null));
    }

    static PackageWork change(TaskView task, List<String> names, boolean purge) {
        return new PackageWork(
                task.id(), task.status(), task.nodeId(), task.type(), names, purge, null, null, task.statusReason());
    }

    private static PackageWork work(TaskView task, @Nullable String term, @Nullable Outcome outcome) {
        StatusReason why = outcome == null ? task.statusReason() : null;
        return new PackageWork(
                task.id(), task.status(), task.nodeId(), task.type(), List.of(), null, term, outcome, why);
    }

    private static boolean isOf(Inventory known, TaskView task) {
        Instant end = task.finishedAt();
        return known.task().equals(task.id()) || (end != null && known.takenAt().isAfter(end));
    }

    private static String error(TaskView task) {
        if (task.status() == TaskStatus.SUCCESS) {
            return UNSTRUCTURED;
        }
        JsonObject result = task.result();
        String error = result == null ? null : result.text("error");
        if (error != null && !error.isBlank()) {
            return error;
        }
        StatusReason reason = task.statusReason();
        return reason == null ? task.status().wireName() : reason.message();
    }
}
