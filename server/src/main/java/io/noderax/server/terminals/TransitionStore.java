package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.terminal.TerminalSize;
import io.noderax.server.storage.PgText;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What moves the state of a session: each a single change that is bound to the state before it, and nothing otherwise. */
@Singleton
class TransitionStore {
    private static final String LIVE = " s.status in ('pending', 'open', 'terminating') ";
    private static final String CHANGED = " version = version + 1, updated_at = clock_timestamp() ";
    private static final String RETURNING = " returning " + SessionRows.COLUMNS;
    private static final String UPDATE = "update terminal_sessions s set ";
    private static final String NO_DEADLINES =
            " open_until = null, detached_until = null, agent_lost_until = null, terminate_until = null, ";

    /** How every end is written down. A reason that the server gave when it asked for the end stands. */
    static final String END = NO_DEADLINES + """
             closed_at = now(), retention_expires_at = now() + make_interval(secs => :kept),
             closed_reason = case when stop_reason in ('controller-detached-timeout', 'transcript-overflow', 'idle-timeout')
                 then stop_reason else coalesce(:reason, stop_reason) end,
            """ + CHANGED;

    Optional<StoredSession> opened(Handle tx, TerminalSessionId id, Duration detachGrace) {
        return tx.createQuery(UPDATE + """
                        status = 'open', opened_at = now(), open_until = null, active_at = now(), detached_until = case
                          when exists (select from terminal_controllers c where c.session_id = s.id) then null
                          else now() + make_interval(secs => :grace) end,
                        """ + CHANGED + "where s.id = :id and s.status = 'pending'" + RETURNING)
                .bind("id", id.value())
                .bind("grace", SessionStore.seconds(detachGrace))
                .map(SessionRows.SESSION)
                .findOne();
    }

    /** Of a session that is not asked to end already. */
    Optional<StoredSession> terminate(Handle tx, TerminalSessionId id, @Nullable String reason, Duration patience) {
        return tx.createQuery(
                        UPDATE + """
                        status = 'terminating', stop_reason = :reason, open_until = null, detached_until = null,
                        terminate_until = now() + make_interval(secs => :patience),
                        """ + CHANGED + "where s.id = :id and s.status in ('pending', 'open')" + RETURNING)
                .bind("id", id.value())
                .bind("reason", reason)
                .bind("patience", SessionStore.seconds(patience))
                .map(SessionRows.SESSION)
                .findOne();
    }

    /** The agent says that there is no shell any more. */
    Optional<StoredSession> end(Handle tx, TerminalSessionId id, End end, Duration kept) {
        return tx.createQuery(UPDATE + "status = :status, exit_code = :exitCode, stop_owed = false, " + END
                        + "where s.id = :id and" + LIVE + RETURNING)
                .bind("id", id.value())
                .bind("status", end.status().wireName())
                .bind("exitCode", end.exitCode())
                .bind("reason", PgText.cleanOrNull(end.reason()))
                .bind("kept", SessionStore.seconds(kept))
                .map(SessionRows.SESSION)
                .findOne();
    }

    Optional<StoredSession> resize(Handle tx, TerminalSessionId id, TerminalSize size) {
        return tx.createQuery(UPDATE + "cols = :cols, rows = :rows, " + CHANGED
                        + "where s.id = :id and s.status in ('pending', 'open')" + RETURNING)
                .bind("id", id.value())
                .bind("cols", size.cols())
                .bind("rows", size.rows())
                .map(SessionRows.SESSION)
                .findOne();
    }

    /** From now on somebody types at another process than the agent's. */
    void stopNumbering(Handle tx, TerminalSessionId id) {
        tx.createUpdate("update terminal_sessions set numbers_input = false where id = :id and numbers_input")
                .bind("id", id.value())
                .execute();
    }

    /** The node's agent is gone: sessions that it does not keep end. */
    List<StoredSession> agentGone(Handle tx, NodeId node, Duration kept) {
        return tx.createQuery(UPDATE + "status = 'closed', " + END + "where s.node_id = :node and not s.resumable and"
                        + LIVE + RETURNING)
                .bind("node", node.value())
                .bind("reason", Words.AGENT_GONE)
                .bind("kept", SessionStore.seconds(kept))
                .map(SessionRows.SESSION)
                .list();
    }

    /** The node's agent is gone: sessions that it keeps wait for it. */
    int awaitAgent(Handle tx, NodeId node, Duration grace) {
        return tx.createUpdate("""
                        update terminal_sessions s set agent_lost_until = now() + make_interval(secs => :grace)
                        where s.node_id = :node and s.resumable and s.agent_lost_until is null and
                        """ + LIVE)
                .bind("node", node.value())
                .bind("grace", SessionStore.seconds(grace))
                .execute();
    }

    void agentIsBack(Handle tx, NodeId node) {
        tx.createUpdate("""
                        update terminal_sessions s set agent_lost_until = null
                        where s.node_id = :node and s.agent_lost_until is not null and
                        """ + LIVE).bind("node", node.value()).execute();
    }

    /** Ended sessions whose shells the node's agent may still have; they are named once. */
    List<UUID> takeOwedStops(Handle tx, NodeId node) {
        return tx.createQuery("""
                        update terminal_sessions set stop_owed = false where node_id = :node and stop_owed returning id
                        """).bind("node", node.value()).mapTo(UUID.class).list();
    }
}
