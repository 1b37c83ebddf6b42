package io.noderax.server.auth;

import io.noderax.protocol.id.UserId;
import io.noderax.protocol.session.UserView;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The table of users. */
@Singleton
final class UserStore {
    /** Any number that no other advisory lock of ours has. */
    private static final long FIRST_USER_LOCK = 0x6e6f646572617801L;

    private static final RowMapper<User> USER = Row.mapper(UserStore::user);

    Optional<User> byId(Handle db, UserId id) {
        return db.createQuery("select * from users where id = :id")
                .bind("id", id.value())
                .map(USER)
                .findOne();
    }

    /** The session's account, unless the session was ended. */
    Optional<User> bySession(Handle db, SessionTokens.Session session) {
        return db.createQuery("""
                        select * from users
                        where id = :id and not exists (select from ended_sessions where ended_sessions.id = :session)
                        """)
                .bind("id", session.user().value())
                .bind("session", session.id())
                .map(USER)
                .findOne();
    }

    void endSession(Handle tx, SessionTokens.Session session) {
        tx.createUpdate("insert into ended_sessions (id, expires_at) values (:id, :until) on conflict do nothing")
                .bind("id", session.id())
                .bind("until", session.expiresAt())
                .execute();
    }

    int deleteExpiredSessions(Handle db) {
        return db.createUpdate("delete from ended_sessions where expires_at < now() - interval '1 minute'")
                .execute();
    }

    /** Raises the session version with it: every token from before is worth nothing. */
    void setPassword(Handle tx, UserId id, String hash) {
        tx.createUpdate("""
                        update users set password_hash = :hash, session_version = session_version + 1, updated_at = now()
                        where id = :id
                        """).bind("id", id.value()).bind("hash", hash).execute();
    }

    Optional<User> byEmail(Handle db, String email) {
        return db.createQuery("select * from users where email = :email")
                .bind("email", email)
                .map(USER)
                .findOne();
    }

    Optional<User> oldestAdministrator(Handle db) {
        return db.createQuery("""
                        select * from users where role = 'platform_admin' and is_active
                        order by created_at, id limit 1
                        """).map(USER).findOne();
    }

    /** Lets one process at a time look whether there is a first user, until its transaction ends. */
    void lockTheFirst(Handle tx) {
        tx.createQuery("select 1 from pg_advisory_xact_lock(:lock)")
                .bind("lock", FIRST_USER_LOCK)
                .mapTo(Integer.class)
                .one();
    }

    boolean isEmpty(Handle db) {
        return db.createQuery("select not exists (select from users)")
                .mapTo(Boolean.class)
                .one();
    }

    User insert(Handle tx, String email, String name, PlatformRole role, String passwordHash) {
        return tx.createQuery("""
                        insert into users (email, name, role, password_hash, activated_at)
                        values (:email, :name, :role, :passwordHash, now())
                        returning *
                        """)
                .bind("email", email)
                .bind("name", name)
                .bind("role", role.wireName())
                .bind("passwordHash", passwordHash)
                .map(USER)
                .one();
    }

    private static User user(Row row) {
        PlatformRole role = PlatformRole.of(row.text("role"));
        UserView view = new UserView(
                new UserId(row.uuid("id")),
                row.text("email"),
                row.text("name"),
                role.wireName(),
                row.flag("is_active"),
                row.text("timezone"),
                row.text("invite_status"),
                row.optionalInstant("last_invited_at"),
                row.optionalInstant("activated_at"),
                row.flag("critical_event_emails_enabled"),
                row.flag("enrollment_emails_enabled"),
                row.flag("mfa_enabled"),
                row.instant("created_at"),
                row.instant("updated_at"));
        return new User(view.id(), role, row.optionalText("password_hash"), (int) row.number("session_version"), view);
    }
}
