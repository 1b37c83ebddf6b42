package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogRow;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Lines that are stored together: what each log grows by, and the row of each line. Belongs to one thread. */
final class LineGroup {
    private final Map<TaskId, Growth> growths =
            new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
    private final Map<TaskId, PendingLine> firsts = new HashMap<>();
    private final Map<PendingLine, LogRow> rows = new LinkedHashMap<>();

    /** @param head that of each log */
    LineGroup(List<PendingLine> lines, Function<TaskId, LogHead> head) {
        for (PendingLine line : lines) {
            firsts.putIfAbsent(line.task(), line);
            add(line, growths.computeIfAbsent(line.task(), task -> new Growth(head.apply(task))));
        }
    }

    /** In the order of the tasks' ids. */
    List<Growth> growths() {
        return List.copyOf(growths.values());
    }

    /** For each log the first of its lines, in the same order. */
    List<PendingLine> firsts() {
        return growths.keySet().stream().map(firsts::get).toList();
    }

    /** The lines of the log are stored. */
    void answer(TaskId task) {
        rows.forEach((line, row) -> {
            if (line.task().equals(task)) {
                line.stored().complete(row);
            }
        });
    }

    private void add(PendingLine line, Growth growth) {
        LogRow row = LineFrames.row(line, growth.endedLines() + 1);
        growth.add(LineFrames.frame(line, growth.end()));
        growth.showAsOutput(row.message());
        rows.put(line, row);
    }
}
