package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which browsers are attached to which sessions, and in which process. */
@Singleton
class ControllerStore {
    /** Makes the browser one that holds the session; nothing when the session is gone or over. */
    boolean attach(Handle tx, Attached attached, UUID process) {
        return tx.createUpdate("""
                        with s as (
                          update terminal_sessions set detached_until = null, active_at = now()
                          where id = :session and status in ('pending', 'open', 'terminating') returning id)
                        insert into terminal_controllers (session_id, socket_id, process_id)
                        select id, :socket, :process from s
                        on conflict (session_id, socket_id) do update set seen_at = now()
                        """)
                        .bind("session", attached.session().value())
                        .bind("socket", attached.socket())
                        .bind("process", process)
                        .execute()
                > 0;
    }

    /** Takes the browser away; an open shell without any has its grace from now on. */
    void leave(Handle tx, Attached attached, Duration grace) {
        tx.createUpdate("delete from terminal_controllers where session_id = :session and socket_id = :socket")
                .bind("session", attached.session().value())
                .bind("socket", attached.socket())
                .execute();
        tx.createUpdate("""
                        update terminal_sessions s set detached_until = now() + make_interval(secs => :grace)
                        where s.id = :session and s.status = 'open' and s.detached_until is null
                          and not exists (select from terminal_controllers c where c.session_id = s.id)
                        """)
                .bind("session", attached.session().value())
                .bind("grace", SessionStore.seconds(grace))
                .execute();
    }

    /** Says that this browser is still there. */
    boolean beat(Handle tx, Attached attached, UUID process) {
        return tx.createUpdate("""
                        update terminal_controllers set seen_at = now()
                        where session_id = :session and socket_id = :socket and process_id = :process
                        """)
                        .bind("session", attached.session().value())
                        .bind("socket", attached.socket())
                        .bind("process", process)
                        .execute()
                > 0;
    }

    void typed(Handle tx, TerminalSessionId session) {
        tx.createUpdate("update terminal_sessions set active_at = now() where id = :id and status = 'open'")
                .bind("id", session.value())
                .execute();
    }

    /** @param offset null: it keeps up again */
    void hold(Handle tx, Attached attached, @Nullable Long offset) {
        tx.createUpdate("""
                        update terminal_controllers set held_at = :offset
                        where session_id = :session and socket_id = :socket
                        """)
                .bind("session", attached.session().value())
                .bind("socket", attached.socket())
                .bind("offset", offset)
                .execute();
    }

    /** Up to where browsers at other processes let the shell go on; a very large number when none holds it. */
    long heldElsewhere(Handle db, TerminalSessionId session, UUID process) {
        return db.createQuery("""
                        select coalesce(min(held_at), :none) from terminal_controllers
                        where session_id = :session and process_id <> :process
                        """)
                .bind("session", session.value())
                .bind("process", process)
                .bind("none", Long.MAX_VALUE)
                .mapTo(Long.class)
                .one();
    }
}
