package io.noderax.server.terminals;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * What time does to sessions. Only the database's clock is asked; several processes may look at once, and each change happens where
 * it is seen first.
 */
@Singleton
class SweepStore {
    private static final String RETURNING = " returning " + SessionRows.COLUMNS;
    private static final String CHANGED = " version = version + 1, updated_at = clock_timestamp() ";
    private static final String FAIL = """
            update terminal_sessions s set stop_owed = resumable, status = '%s',
            """ + TransitionStore.END;

    /** Whether there is anything to look after. */
    boolean isAnyLive(Handle db) {
        return db.createQuery("""
                        select exists (select from terminal_sessions where status in ('pending', 'open', 'terminating'))
                        """).mapTo(Boolean.class).one();
    }

    List<StoredSession> neverOpened(Handle tx, Duration kept) {
        return end(tx, "failed", "where s.status = 'pending' and s.open_until <= now()", Words.NEVER_OPENED, kept);
    }

    List<StoredSession> neverEnded(Handle tx, Duration kept) {
        return end(
                tx, "closed", "where s.status = 'terminating' and s.terminate_until <= now()", Words.NEVER_ENDED, kept);
    }

    List<StoredSession> agentLost(Handle tx, Duration kept) {
        return end(
                tx,
                "closed",
                "where s.status in ('pending', 'open', 'terminating') and s.agent_lost_until <= now()",
                Words.AGENT_GONE,
                kept);
    }

    private static List<StoredSession> end(Handle tx, String status, String where, String reason, Duration kept) {
        return tx.createQuery(FAIL.formatted(status) + where + RETURNING)
                .bind("reason", reason)
                .bind("kept", SessionStore.seconds(kept))
                .map(SessionRows.SESSION)
                .list();
    }

    List<StoredSession> detached(Handle tx, Duration patience) {
        return stop(tx, Words.DETACHED, patience, """
                s.detached_until <= now()
                  and not exists (select from terminal_controllers c where c.session_id = s.id)
                """).map(SessionRows.SESSION).list();
    }

    /** @param limit not zero */
    List<StoredSession> idle(Handle tx, Duration limit, Duration patience) {
        return stop(tx, Words.IDLE, patience, "s.active_at <= now() - make_interval(secs => :limit)")
                .bind("limit", SessionStore.seconds(limit))
                .map(SessionRows.SESSION)
                .list();
    }

    private static Query stop(Handle tx, String reason, Duration patience, String condition) {
        return tx.createQuery("""
                        update terminal_sessions s set status = 'terminating', stop_reason = :reason, detached_until = null,
                          terminate_until = now() + make_interval(secs => :patience),
                        """ + CHANGED + "where s.status = 'open' and " + condition + RETURNING)
                .bind("reason", reason)
                .bind("patience", SessionStore.seconds(patience));
    }

    /** Forgets browsers of processes that say nothing any more, and gives every shell without a browser its time. */
    int startDetaching(Handle tx, Duration silence, Duration grace) {
        tx.createUpdate("delete from terminal_controllers where seen_at < now() - make_interval(secs => :silence)")
                .bind("silence", SessionStore.seconds(silence))
                .execute();
        return tx.createUpdate("""
                        update terminal_sessions s set detached_until = now() + make_interval(secs => :grace)
                        where s.status = 'open' and s.detached_until is null
                          and not exists (select from terminal_controllers c where c.session_id = s.id)
                        """).bind("grace", SessionStore.seconds(grace)).execute();
    }

    /** Nodes of live sessions that are believed to be connected. */
    List<UUID> nodesInUse(Handle db) {
        return db.createQuery("""
                        select distinct node_id from terminal_sessions
                        where status in ('pending', 'open', 'terminating') and agent_lost_until is null
                        """).mapTo(UUID.class).list();
    }

    /** Ended sessions whose transcripts have been kept long enough. */
    List<UUID> overdueTranscripts(Handle db, int most) {
        return db.createQuery("""
                        select id from terminal_sessions
                        where status in ('closed', 'failed') and not transcript_deleted and retention_expires_at <= now()
                        order by retention_expires_at limit :most
                        """).bind("most", most).mapTo(UUID.class).list();
    }

    void transcriptDeleted(Handle db, UUID id) {
        db.createUpdate("update terminal_sessions set transcript_deleted = true where id = :id")
                .bind("id", id)
                .execute();
    }

    int deleteEndedBefore(Handle db, Duration age, int most) {
        return db.createUpdate("""
                        delete from terminal_sessions where id in (
                          select id from terminal_sessions
                          where closed_at < now() - make_interval(secs => :age) and transcript_deleted
                          order by closed_at limit :most)
                        """)
                .bind("age", SessionStore.seconds(age))
                .bind("most", most)
                .execute();
    }
}
