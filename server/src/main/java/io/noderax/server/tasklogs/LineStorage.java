package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogState;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores groups of lines: in one statement a log where its head is known from the line before, else under the head's lock. */
@Singleton
class LineStorage {
    private final Database database;
    private final LoggedTasks tasks;
    private final LogGrowth logs;
    private final LogAppendStore appends;
    private final KnownHeads known;

    LineStorage(Database database, LoggedTasks tasks, LogGrowth logs, LogAppendStore appends, KnownHeads known) {
        this.database = database;
        this.tasks = tasks;
        this.logs = logs;
        this.appends = appends;
        this.known = known;
    }

    /** Every line gets its answer here, whatever happens. */
    void store(List<PendingLine> group) {
        try {
            List<PendingLine> left = storeToKnown(group);
            if (!left.isEmpty()) {
                storeToLocked(left);
            }
        } catch (RuntimeException | Error e) {
            group.forEach(line -> line.stored().completeExceptionally(e));
        }
    }

    /** One statement a log, where its head is known; gives the lines for which that was not possible. */
    private List<PendingLine> storeToKnown(List<PendingLine> group) {
        Map<TaskId, LogHead> heads = knownHeads(group);
        List<PendingLine> tried =
                group.stream().filter(line -> heads.containsKey(line.task())).toList();
        if (tried.isEmpty()) {
            return group;
        }
        LineGroup lines = new LineGroup(tried, task -> heads.getOrDefault(task, LogHead.none(task, LogState.OPEN)));
        List<Growth> growths = lines.growths();
        int[] stored = database.transaction(tx -> appends.appendIfRunning(tx, growths, lines.firsts()));
        List<Growth> grown = new ArrayList<>();
        for (int i = 0; i < stored.length; i++) {
            if (stored[i] == 1) {
                grown.add(growths.get(i));
            } else {
                known.forget(growths.get(i).before().task());
            }
        }
        answer(lines, grown);
        return group.stream().filter(line -> !line.stored().isDone()).toList();
    }

    /** Those of the tasks whose lines all come from the same attempt. */
    private Map<TaskId, LogHead> knownHeads(List<PendingLine> group) {
        Map<TaskId, LogHead> heads = new HashMap<>();
        Map<TaskId, PendingLine> firsts = new HashMap<>();
        Set<TaskId> mixed = new HashSet<>();
        for (PendingLine line : group) {
            PendingLine first = firsts.computeIfAbsent(line.task(), _ -> line);
            LogHead head = known.find(line.task());
            if (head == null || !line.isOfSameAttempt(first)) {
                mixed.add(line.task());
            } else {
                heads.putIfAbsent(line.task(), head);
            }
        }
        heads.keySet().removeAll(mixed);
        return heads;
    }

    /** The sure way: looks at the tasks, then locks the heads of their logs. */
    private void storeToLocked(List<PendingLine> group) {
        Map<PendingLine, Refusal> refused = new HashMap<>();
        LineGroup lines = database.transaction(tx -> {
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
            return append(tx, found, taken);
        });
        refused.forEach((line, refusal) -> line.stored().completeExceptionally(refusal));
        answer(lines, lines.growths());
    }

    private LineGroup append(Handle tx, Map<TaskId, LoggedTask> found, List<PendingLine> taken) {
        Set<TaskId> ids = taken.stream().map(PendingLine::task).collect(Collectors.toSet());
        Map<TaskId, LogHead> locked = ids.isEmpty()
                ? Map.of()
                : logs.lock(
                        tx,
                        found.values().stream()
                                .filter(task -> ids.contains(task.id()))
                                .toList());
        LineGroup lines = new LineGroup(taken, task -> locked.getOrDefault(task, LogHead.none(task, LogState.OPEN)));
        logs.store(tx, lines.growths());
        return lines;
    }

    private void answer(LineGroup lines, List<Growth> grown) {
        for (Growth growth : grown) {
            lines.answer(growth.before().task());
            known.keep(growth.after());
        }
        logs.stored(grown);
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
