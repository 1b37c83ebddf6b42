package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.LogEnd;
import io.noderax.protocol.task.LogEnd.StreamEnd;
import io.noderax.protocol.task.LogState;
import io.noderax.protocol.task.LogSummary;
import io.noderax.server.storage.Row;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads logs' heads, and what a task's row shows of its log. */
public final class LogHeadRows {
    /** Joins the head of the log of the task {@code t}. */
    public static final String JOIN = "left join task_logs l on l.task_id = t.id";

    /** The columns that {@link #summary} needs of that join. */
    public static final String COLUMNS = """
            l.state as log_state, l.end_offset as log_end, l.missing_bytes as log_missing_bytes,
                l.missing_lines as log_missing_lines, l.last_line as log_last_line,
                l.lines + case when l.ended and l.end_offset >= coalesce(l.expected_end, 0) then l.open_lines else 0 end
                    as log_lines
            """;

    private LogHeadRows() {}

    /** Null when the task has no log. */
    public static @Nullable LogSummary summary(Row row) {
        String state = row.optionalText("log_state");
        if (state == null) {
            return null;
        }
        long missing = row.number("log_missing_bytes");
        return new LogSummary(
                row.number("log_end") - missing,
                row.number("log_lines"),
                state(state),
                missing,
                row.number("log_missing_lines"));
    }

    /** What a reference client sees as the output of a task that runs; null when it has no log of lines. */
    public static @Nullable String lastLine(Row row) {
        return row.optionalText("log_last_line");
    }

    static LogHead head(Row row) {
        return new LogHead(
                new TaskId(row.uuid("task_id")),
                state(row.text("state")),
                row.flag("ended"),
                row.number("end_offset"),
                row.number("lines"),
                (int) row.number("open_lines"),
                row.number("stdout_bytes"),
                row.number("stderr_bytes"),
                row.number("missing_bytes"),
                ByteBuffer.wrap(row.bytes("carry")),
                (int) row.number("small_segments"),
                expected(row));
    }

    private static @Nullable LogEnd expected(Row row) {
        Long end = row.optionalNumber("expected_end");
        return end == null ? null : new LogEnd(end, stream(row, "stdout"), stream(row, "stderr"));
    }

    private static StreamEnd stream(Row row, String stream) {
        return new StreamEnd(row.number("expected_" + stream + "_bytes"), row.text("expected_" + stream + "_sha256"));
    }

    private static LogState state(String wireName) {
        LogState state = LogState.BY_NAME.get(wireName);
        if (state == null) {
            throw new IllegalStateException("unknown state of a log " + wireName);
        }
        return state;
    }
}
