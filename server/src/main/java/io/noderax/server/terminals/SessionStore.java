package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of sessions, apart from what moves their state. */
@Singleton
class SessionStore {
    private static final String SELECT = "select " + SessionRows.COLUMNS + " from terminal_sessions s ";

    StoredSession insert(Handle tx, NewSession session, Duration toOpen, Duration kept) {
        return tx.createQuery("""
                        insert into terminal_sessions as s (workspace_id, node_id, created_by_user_id,
                            created_by_email_snapshot, cols, rows, run_as_root, resumable, record_input, open_until,
                            retention_expires_at)
                        values (:workspace, :node, :user, :email, :cols, :rows, :root, :resumable, :record,
                            now() + make_interval(secs => :toOpen), now() + make_interval(secs => :kept))
                        returning
                        """ + SessionRows.COLUMNS)
                .bind("workspace", session.workspace().value())
                .bind("node", session.node().value())
                .bind("user", session.creator().value())
                .bind("email", session.email())
                .bind("cols", session.size().cols())
                .bind("rows", session.size().rows())
                .bind("root", session.runAsRoot())
                .bind("resumable", session.keeping().resumable())
                .bind("record", session.keeping().recordInput())
                .bind("toOpen", seconds(toOpen))
                .bind("kept", seconds(kept))
                .map(SessionRows.SESSION)
                .one();
    }

    Optional<StoredSession> find(Handle db, TerminalSessionId id) {
        return db.createQuery(SELECT + "where s.id = :id")
                .bind("id", id.value())
                .map(SessionRows.SESSION)
                .findOne();
    }

    /** The session with its row locked until the transaction ends, which need not reach the disk at once. */
    Optional<StoredSession> lockForOutput(Handle tx, TerminalSessionId id) {
        return tx.createQuery("select " + SessionRows.COLUMNS + """
                        , set_config('synchronous_commit', 'off', true)
                        from terminal_sessions s where s.id = :id for no key update
                        """)
                .bind("id", id.value())
                .map(SessionRows.SESSION)
                .findOne();
    }

    Optional<StoredSession> byId(Handle db, Scope scope, TerminalSessionId id) {
        return scope.bind(db.createQuery(SELECT + """
                        where s.id = :id and (:everything or workspace_id = any(:workspaces))
                        """))
                .bind("id", id.value())
                .map(SessionRows.SESSION)
                .findOne();
    }

    /** Those of the node, or of all. */
    List<StoredSession> list(Handle db, Scope scope, @Nullable NodeId node, SessionPage page) {
        return scope.bind(db.createQuery(SELECT + """
                        where (:node::uuid is null or s.node_id = :node::uuid) and (:everything or workspace_id = any(:workspaces))
                        order by created_at desc, id limit :limit offset :offset
                        """))
                .bind("node", node == null ? null : node.value())
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map(SessionRows.SESSION)
                .list();
    }

    List<StoredSession> liveOf(Handle db, NodeId node) {
        return db.createQuery(SELECT + "where s.node_id = :node and s.status in ('pending', 'open', 'terminating')")
                .bind("node", node.value())
                .map(SessionRows.SESSION)
                .list();
    }

    /** Notes what was appended to the transcript. */
    StoredSession grown(Handle tx, TerminalSessionId id, long bytes, int chunks, long outputOffset, boolean full) {
        return tx.createQuery("""
                        update terminal_sessions s set transcript_bytes = transcript_bytes + :bytes,
                            chunk_count = chunk_count + :chunks, last_chunk_seq = last_chunk_seq + :chunks,
                            output_offset = :offset, transcript_full = transcript_full or :full,
                            updated_at = clock_timestamp()
                        where id = :id returning
                        """ + SessionRows.COLUMNS)
                .bind("id", id.value())
                .bind("bytes", bytes)
                .bind("chunks", chunks)
                .bind("offset", outputOffset)
                .bind("full", full)
                .map(SessionRows.SESSION)
                .one();
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
