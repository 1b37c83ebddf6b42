package io.noderax.server.tasklogs;

import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Adds a piece to a log and moves the log's head, in one statement. */
@Singleton
class LogAppendStore {
    private static final String APPEND = """
            with grown as (
              update task_logs set end_offset = :end, lines = lines + :lines, open_lines = :openLines, carry = :nextCarry,
                  stdout_bytes = stdout_bytes + :stdout, stderr_bytes = stderr_bytes + :stderr,
                  missing_bytes = missing_bytes + :missing, missing_lines = missing_lines + :missingLines,
                  last_line = coalesce(:lastLine, last_line), small_segments = small_segments + :small,
                  crowded = crowded or small_segments + :small > :crowd, updated_at = now()
              where task_id = :task and end_offset = :first %s
              returning task_id)
            insert into task_log_segments (task_id, first_offset, end_offset, first_line, lines, raw_bytes, packed, carry, data)
            select task_id, :first, :end, :firstLine, :lines, :size, :packed, :carry, :data from grown
            """;

    private static final String APPEND_LOCKED = APPEND.formatted("");

    private static final String APPEND_RUNNING = APPEND.formatted("""
            and state = 'open' and exists (
              select 1 from tasks t where t.id = :task and t.status = 'running' and t.node_id = :node
                and (:attempt::uuid is null or t.attempt_id = :attempt::uuid))
            """);

    /** Appends to logs whose heads are locked: one row each. */
    void append(Handle tx, List<Growth> growths) {
        PreparedBatch batch = tx.prepareBatch(APPEND_LOCKED);
        for (Growth growth : growths) {
            bind(batch, growth);
            batch.add();
        }
        for (int stored : batch.execute()) {
            if (stored != 1) {
                throw new IllegalStateException("a log has grown under its lock");
            }
        }
    }

    /**
     * Appends lines to logs whose heads are not locked but known, in the order of the tasks' ids; for each whether that was
     * possible: the head is still as it was known, and the task runs where the line comes from.
     */
    int[] appendIfRunning(Handle tx, List<Growth> growths, List<PendingLine> from) {
        PreparedBatch batch = tx.prepareBatch(APPEND_RUNNING);
        for (int i = 0; i < growths.size(); i++) {
            PendingLine line = from.get(i);
            bind(batch, growths.get(i));
            batch.bind("node", line.node().value())
                    .bind(
                            "attempt",
                            line.attempt() == null ? null : line.attempt().value())
                    .add();
        }
        return batch.execute();
    }

    private static void bind(PreparedBatch batch, Growth growth) {
        LogSegment segment = growth.segment();
        LogSegmentStore.bind(batch, growth.before().task(), segment);
        batch.bind("openLines", growth.openLines())
                .bind("nextCarry", growth.carry())
                .bind("stdout", growth.stdoutBytes())
                .bind("stderr", growth.stderrBytes())
                .bind("missing", growth.missingBytes())
                .bind("missingLines", growth.missingLines())
                .bind("lastLine", growth.lastLine())
                .bind("small", segment.isSmall() ? 1 : 0)
                .bind("crowd", LogHeadStore.CROWD);
    }
}
