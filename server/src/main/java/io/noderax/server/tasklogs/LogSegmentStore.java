package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table of logs' pieces. They are added at the end ({@link LogAppendStore}), merged with
 * their neighbours, and deleted from the start. */
@Singleton
class LogSegmentStore {
    /** So many bytes are read at a time, when each piece is not larger. */
    private static final int PAGE_BYTES = 1024 * 1024;

    private static final RowMapper<LogSegment> SEGMENT = Row.mapper(LogSegmentStore::segment);

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

    static void bind(PreparedBatch batch, TaskId task, LogSegment segment) {
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
