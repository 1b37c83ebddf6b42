package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table of logs' pieces. They are only ever added at the end, merged with their neighbours, and deleted from the start. */
@Singleton
class LogSegmentStore {
    /** So many bytes are read at a time, when each piece is not larger. */
    private static final int PAGE_BYTES = 1024 * 1024;

    private static final RowMapper<LogSegment> SEGMENT = Row.mapper(LogSegmentStore::segment);

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

    private static final String INSERT = """
            insert into task_log_segments (task_id, first_offset, end_offset, first_line, lines, raw_bytes, packed, carry, data)
            values (:task, :first, :end, :firstLine, :lines, :size, :packed, :carry, :data)
            """;

    private static final String PAGE = """
            select * from (
              select s.*, sum(raw_bytes) over (order by first_offset) - raw_bytes as before from task_log_segments s
              where task_id = :task and first_offset >= (%s) and end_offset > :beyond
              order by first_offset limit 1000) s
            where before < :budget order by first_offset
            """;

    private static final String FROM_OFFSET = PAGE.formatted("""
            select first_offset from task_log_segments where task_id = :task and first_offset <= :offset
            order by first_offset desc limit 1
            """);

    private static final String FROM_LINE = PAGE.formatted("""
            select first_offset from task_log_segments where task_id = :task and first_line <= :line
            order by first_offset desc limit 1
            """);

    /** A piece's place and size, without what it holds. */
    record Piece(long firstOffset, long end, int size) {}

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
        bind(batch, growth.before().task(), segment);
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

    /** From the piece that holds the offset on, in order; about a megabyte, and one piece at least if there is one. */
    List<LogSegment> fromOffset(Handle db, TaskId task, long offset) {
        return db.createQuery(FROM_OFFSET)
                .bind("task", task.value())
                .bind("offset", offset)
                .bind("beyond", offset)
                .bind("budget", PAGE_BYTES)
                .map(SEGMENT)
                .list();
    }

    /** Likewise, from the piece in which the line ends. */
    List<LogSegment> fromLine(Handle db, TaskId task, long line) {
        return db.createQuery(FROM_LINE)
                .bind("task", task.value())
                .bind("line", line)
                .bind("beyond", -1L)
                .bind("budget", PAGE_BYTES)
                .map(SEGMENT)
                .list();
    }

    List<Piece> small(Handle db, TaskId task) {
        return db.createQuery("""
                        select first_offset, end_offset, raw_bytes from task_log_segments
                        where task_id = :task and raw_bytes < :small order by first_offset
                        """)
                .bind("task", task.value())
                .bind("small", LogSegment.SMALL)
                .map(Row.mapper(row ->
                        new Piece(row.number("first_offset"), row.number("end_offset"), (int) row.number("raw_bytes"))))
                .list();
    }

    List<LogSegment> between(Handle db, TaskId task, long first, long end) {
        return db.createQuery("""
                        select * from task_log_segments
                        where task_id = :task and first_offset >= :first and first_offset < :end order by first_offset
                        """)
                .bind("task", task.value())
                .bind("first", first)
                .bind("end", end)
                .map(SEGMENT)
                .list();
    }

    /** Puts the one in the place of those that it was made of; does nothing when they are not there any more. */
    void replace(Handle tx, TaskId task, int count, LogSegment merged) {
        if (lock(tx, task, merged.firstOffset(), merged.end()) != count) {
            return;
        }
        tx.createUpdate("""
                        delete from task_log_segments where task_id = :task and first_offset >= :first and first_offset < :end
                        """)
                .bind("task", task.value())
                .bind("first", merged.firstOffset())
                .bind("end", merged.end())
                .execute();
        PreparedBatch batch = tx.prepareBatch(INSERT);
        bind(batch, task, merged);
        batch.add().execute();
    }

    private static int lock(Handle tx, TaskId task, long first, long end) {
        return tx.createQuery("""
                        select first_offset from task_log_segments
                        where task_id = :task and first_offset >= :first and first_offset < :end
                        order by first_offset for update
                        """)
                .bind("task", task.value())
                .bind("first", first)
                .bind("end", end)
                .mapTo(Long.class)
                .list()
                .size();
    }

    /** Deletes some of the oldest pieces; how many. */
    int deleteOldest(Handle tx, TaskId task, int limit) {
        return tx.createUpdate("""
                        delete from task_log_segments where task_id = :task and first_offset in (
                          select first_offset from task_log_segments where task_id = :task order by first_offset limit :limit)
                        """)
                .bind("task", task.value())
                .bind("limit", limit)
                .execute();
    }

    private static void bind(PreparedBatch batch, TaskId task, LogSegment segment) {
        ByteBuffer packed = Packing.pack(segment.frames());
        batch.bind("task", task.value())
                .bind("first", segment.firstOffset())
                .bind("end", segment.end())
                .bind("firstLine", segment.firstLine())
                .bind("lines", segment.lines())
                .bind("size", segment.size())
                .bind("packed", packed.remaining() != segment.size())
                .bind("carry", Carry.bytes(segment.carry()))
                .bind("data", Carry.bytes(packed));
    }

    private static LogSegment segment(Row row) {
        byte[] stored = row.bytes("data");
        return new LogSegment(
                row.number("first_offset"),
                row.number("end_offset"),
                row.number("first_line"),
                row.number("lines"),
                ByteBuffer.wrap(row.bytes("carry")),
                row.flag("packed") ? Packing.unpack(stored, (int) row.number("raw_bytes")) : ByteBuffer.wrap(stored));
    }
}
