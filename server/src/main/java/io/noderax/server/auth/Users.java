package io.noderax.server.auth;

import io.noderax.protocol.id.UserId;
import io.noderax.protocol.session.ChangePassword;
import io.noderax.protocol.session.Login;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts: signed in and out, found for a session, given a new password. */
@Singleton
class Users {
    private final Database database;
    private final UserStore store;
    private final Passwords passwords;
    private final SignInLimits limits;
    private final Audit audit;
    private final Event<SessionsEnded> endings;
    private final Signals signals;

    Users(
            Database database,
            UserStore store,
            Passwords passwords,
            SignInLimits limits,
            Audit audit,
            Event<SessionsEnded> endings,
            Signals signals) {
        this.database = database;
        this.store = store;
        this.passwords = passwords;
        this.limits = limits;
        this.audit = audit;
        this.endings = endings;
        this.signals = signals;
    }

    @Nullable
    User find(UserId id) {
        return database.run(db -> store.byId(db, id)).orElse(null);
    }

    /** Null when the session has been ended. */
    @Nullable
    User of(SessionTokens.Session session) {
        return database.run(db -> store.bySession(db, session)).orElse(null);
    }

    /**
     * The account of a person who knows its password. An unknown, an inactive and a mistyped one are refused alike, in words
     * and in time.
     */
    User signIn(Login login) {
        limits.beforeTry(login.email());
        User user = database.run(db -> store.byEmail(db, login.email())).orElse(null);
        boolean matches = passwords.matches(login.password(), user == null ? null : user.passwordHash());
        boolean good = user != null && matches && user.isActive();
        UUID id = user == null ? null : user.id().value();
        Deed deed = Deed.onPlatform(good ? "auth.signed-in" : "auth.sign-in-refused", "user", id, login.email());
        database.inTransaction(tx -> audit.note(tx, good ? id : null, login.email(), deed));
        if (user == null || !good) {
            throw Refusal.unauthorized("Invalid email or password");
        }
        limits.succeeded(login.email());
        return user;
    }

    /** Ends this one session; others of the account go on. */
    void signOut(Operator operator, SessionTokens.Session session) {
        database.inTransaction(tx -> {
            store.endSession(tx, session);
            signals.tell(tx, Signal.USER_CHANGED, operator.id().value());
            audit.note(tx, Deed.onPlatform("auth.signed-out", "user", operator.id(), operator.email()));
        });
    }

    /** Ends all sessions of the account, the caller's too. */
    void changePassword(Operator operator, ChangePassword change) {
        limits.beforeTry(operator.email());
        User user = find(operator.id());
        if (user == null || !passwords.matches(change.currentPassword(), user.passwordHash())) {
            throw Refusal.badRequest("The current password is wrong");
        }
        limits.succeeded(operator.email());
        String hash = passwords.hash(change.newPassword());
        database.inTransaction(tx -> {
            store.setPassword(tx, user.id(), hash);
            signals.tell(tx, Signal.USER_CHANGED, user.id().value());
            audit.note(tx, Deed.onPlatform("user.password-changed", "user", operator.id(), operator.email()));
        });
        endings.fire(new SessionsEnded(user.id()));
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void forgetExpiredSessions() {
        database.run(store::deleteExpiredSessions);
    }
}
