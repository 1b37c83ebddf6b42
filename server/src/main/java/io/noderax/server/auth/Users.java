package io.noderax.server.auth;

import io.noderax.protocol.id.UserId;
import io.noderax.protocol.session.Login;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Accounts: found for a session, checked at sign-in. */
@Singleton
class Users {
    private final Database database;
    private final UserStore store;
    private final Passwords passwords;

    Users(Database database, UserStore store, Passwords passwords) {
        this.database = database;
        this.store = store;
        this.passwords = passwords;
    }

    @Nullable
    User find(UserId id) {
        return database.run(db -> store.byId(db, id)).orElse(null);
    }

    /**
     * The account of a person who knows its password. An unknown, an inactive and a mistyped one are refused alike, in words
     * and in time.
     */
    User signIn(Login login) {
        User user = database.run(db -> store.byEmail(db, login.email())).orElse(null);
        boolean matches = passwords.matches(login.password(), user == null ? null : user.passwordHash());
        if (user == null || !matches || !user.isActive()) {
            throw Refusal.unauthorized("Invalid email or password");
        }
        return user;
    }
}
