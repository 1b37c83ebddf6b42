package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Payload;
import io.noderax.protocol.terminal.ChunkDirection;
import io.noderax.protocol.terminal.TerminalChunkView;
import io.noderax.protocol.terminal.TerminalSize;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The pieces of transcripts, and the sizes that terminals had. */
@Singleton
class ChunkStore {
    private static final RowMapper<Piece> PIECE = Row.mapper(ChunkStore::piece);

    /** Numbers them from the one after {@code lastSeq}; the session's row is locked. */
    List<Piece> insert(Handle tx, StoredSession locked, List<NewChunk> chunks) {
        PreparedBatch batch = tx.prepareBatch("""
                insert into terminal_session_chunks
                  (session_id, seq, direction, payload, first_offset, source_timestamp, created_at)
                values (:session, :seq, :direction, :payload, :first, :source, :at)
                """);
        List<Piece> pieces = new ArrayList<>(chunks.size());
        long seq = locked.view().transcript().lastSeq();
        for (NewChunk chunk : chunks) {
            seq++;
            batch.bind("session", locked.id().value())
                    .bind("seq", seq)
                    .bind("direction", chunk.direction().wireName())
                    .bind("payload", chunk.payload())
                    .bind("first", chunk.firstOffset())
                    .bind("source", chunk.sourceTimestamp())
                    .bind("at", locked.readAt())
                    .add();
            pieces.add(chunk.stored(locked.id(), seq, locked.readAt()));
        }
        batch.execute();
        return pieces;
    }

    /**
     * Appends one chunk by one statement, which is its own transaction and need not reach the disk at once.
     *
     * @param known the session as it was after the chunk before
     * @param limit how long the transcript may become
     * @return the session after that; empty, and nothing is stored, when the session is not as it was, or has no room
     */
    Optional<StoredSession> insertNext(Handle db, StoredSession known, NewChunk chunk, long limit) {
        return db.createQuery("""
                        with s as (
                          update terminal_sessions set transcript_bytes = transcript_bytes + :bytes,
                            chunk_count = chunk_count + 1, last_chunk_seq = last_chunk_seq + 1,
                            output_offset = :after, updated_at = clock_timestamp()
                          where id = :session and last_chunk_seq = :seq and output_offset = :before
                            and status in ('pending', 'open', 'terminating') and not transcript_full
                            and transcript_bytes + :bytes <= :limit
                          returning *),
                        chunk as (
                          insert into terminal_session_chunks
                            (session_id, seq, direction, payload, first_offset, source_timestamp, created_at)
                          select id, last_chunk_seq, :direction, :payload, :before, :source, updated_at from s)
                        select\s""" + SessionRows.COLUMNS + ", set_config('synchronous_commit', 'off', true) from s")
                .bind("session", known.id().value())
                .bind("seq", known.view().transcript().lastSeq())
                .bind("before", known.outputOffset())
                .bind("after", chunk.end())
                .bind("bytes", chunk.payload().length)
                .bind("limit", limit)
                .bind("direction", chunk.direction().wireName())
                .bind("payload", chunk.payload())
                .bind("source", chunk.sourceTimestamp())
                .map(SessionRows.SESSION)
                .findOne();
    }

    List<Piece> list(Handle db, TerminalSessionId session, ChunkPage page) {
        return db.createQuery("""
                        select * from terminal_session_chunks where session_id = :session and seq > :after
                        order by seq limit :limit offset :offset
                        """)
                .bind("session", session.value())
                .bind("after", page.afterSeq())
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map(PIECE)
                .list();
    }

    /** Deletes the first so many; how many there were. */
    int deleteFirst(Handle db, TerminalSessionId session, int most) {
        return db.createUpdate("""
                        delete from terminal_session_chunks where session_id = :session and seq in (
                          select seq from terminal_session_chunks where session_id = :session order by seq limit :most)
                        """)
                .bind("session", session.value())
                .bind("most", most)
                .execute();
    }

    /** Notes that the terminal has that size from here on. */
    void insertSize(Handle tx, StoredSession session) {
        tx.createUpdate("""
                        insert into terminal_session_sizes (session_id, version, after_seq, cols, rows)
                        values (:session, :version, :after, :cols, :rows)
                        """)
                .bind("session", session.id().value())
                .bind("version", session.version())
                .bind("after", session.view().transcript().lastSeq())
                .bind("cols", session.view().size().cols())
                .bind("rows", session.view().size().rows())
                .execute();
    }

    List<SizeChange> sizes(Handle db, TerminalSessionId session) {
        return db.createQuery("select * from terminal_session_sizes where session_id = :session order by version")
                .bind("session", session.value())
                .map(Row.mapper(row -> new SizeChange(
                        row.number("after_seq"),
                        new TerminalSize((int) row.number("cols"), (int) row.number("rows")),
                        row.instant("created_at"))))
                .list();
    }

    private static Piece piece(Row row) {
        ChunkDirection direction = ChunkDirection.BY_NAME.getOrDefault(row.text("direction"), ChunkDirection.SYSTEM);
        byte[] payload = row.bytes("payload");
        Long first = row.optionalNumber("first_offset");
        return new Piece(
                new TerminalChunkView(
                        new TerminalSessionId(row.uuid("session_id")),
                        direction,
                        Payload.of(payload),
                        row.number("seq"),
                        row.optionalInstant("source_timestamp"),
                        row.instant("created_at")),
                first == null ? null : first + payload.length);
    }
}
