package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.LogState;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Stores lines that come one by one. While one transaction is on its way to the disk, the lines that arrive gather and go with
 * the next; a line that is alone waits for nobody.
 */
@Singleton
class LineAppends {
    private static final int LARGEST_GROUP = 500;

    private final Database database;
    private final LoggedTasks tasks;
    private final LogGrowth logs;

    // Guarded by this.
    private List<PendingLine> waiting = new ArrayList<>();
    private boolean storing;

    LineAppends(Database database, LoggedTasks tasks, LogGrowth logs) {
        this.database = database;
        this.tasks = tasks;
        this.logs = logs;
    }

    /** Blocks until the line is on the disk. */
    LogRow append(PendingLine line) {
        if (isFirst(line)) {
            store(takeGroup());
            Thread.ofVirtual().name("log-lines").start(this::storeWaiting);
        }
        return line.await();
    }

    private synchronized boolean isFirst(PendingLine line) {
        waiting.add(line);
        boolean first = !storing;
        storing = true;
        return first;
    }

    private void storeWaiting() {
        List<PendingLine> group = takeGroup();
        while (!group.isEmpty()) {
            store(group);
            group = takeGroup();
        }
    }

    /** Empty when nobody waits: the next one that comes is the first again. */
    private synchronized List<PendingLine> takeGroup() {
        List<PendingLine> group = waiting;
        if (group.size() <= LARGEST_GROUP) {
            waiting = new ArrayList<>();
        } else {
            waiting = new ArrayList<>(group.subList(LARGEST_GROUP, group.size()));
            group = group.subList(0, LARGEST_GROUP);
        }
        storing = !group.isEmpty();
        return group;
    }

    /** Every line gets its answer here, whatever happens. */
    private void store(List<PendingLine> group) {
        Map<PendingLine, LogRow> rows = new LinkedHashMap<>();
        try {
            Map<PendingLine, Refusal> refused = new HashMap<>();
            List<Growth> growths = database.transaction(tx -> append(tx, group, rows, refused));
            refused.forEach((line, refusal) -> line.stored().completeExceptionally(refusal));
            rows.forEach((line, row) -> line.stored().complete(row));
            logs.stored(growths);
        } catch (RuntimeException e) {
            group.forEach(line -> line.stored().completeExceptionally(e));
        }
    }

    private List<Growth> append(
            Handle tx, List<PendingLine> group, Map<PendingLine, LogRow> rows, Map<PendingLine, Refusal> refused) {
        Map<TaskId, LoggedTask> found =
                tasks.find(tx, group.stream().map(PendingLine::task).collect(Collectors.toSet()));
        List<PendingLine> taken = new ArrayList<>();
        for (PendingLine line : group) {
            Refusal refusal = refusal(line, found.get(line.task()));
            if (refusal == null) {
                taken.add(line);
            } else {
                refused.put(line, refusal);
            }
        }
        List<Growth> growths = grow(tx, found, taken, rows);
        logs.store(tx, growths);
        return growths;
    }

    private List<Growth> grow(
            Handle tx, Map<TaskId, LoggedTask> found, List<PendingLine> taken, Map<PendingLine, LogRow> rows) {
        if (taken.isEmpty()) {
            return List.of();
        }
        Set<TaskId> ids = taken.stream().map(PendingLine::task).collect(Collectors.toSet());
        Map<TaskId, LogHead> locked = logs.lock(
                tx,
                found.values().stream().filter(task -> ids.contains(task.id())).toList());
        Map<TaskId, Growth> growths = new LinkedHashMap<>();
        for (PendingLine line : taken) {
            Growth growth = growths.computeIfAbsent(
                    line.task(), task -> new Growth(locked.getOrDefault(task, LogHead.none(task, LogState.OPEN))));
            LogRow row = LineFrames.row(line, growth.endedLines() + 1);
            growth.add(LineFrames.frame(line, growth.end()));
            growth.showAsOutput(row.message());
            rows.put(line, row);
        }
        return List.copyOf(growths.values());
    }

    private static @Nullable Refusal refusal(PendingLine line, @Nullable LoggedTask task) {
        if (task == null) {
            return LoggedTask.notFound(line.task(), line.node());
        }
        try {
            task.requireHeldBy(line.node(), line.attempt());
        } catch (Refusal e) {
            return e;
        }
        return task.status() == TaskStatus.RUNNING ? null : task.cannotAcceptLogs();
    }
}
