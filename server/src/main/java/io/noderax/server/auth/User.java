package io.noderax.server.auth;

import io.noderax.protocol.id.UserId;
import io.noderax.protocol.session.UserView;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param passwordHash bcrypt; null for an account that signs in elsewhere or not yet
 * @param sessionVersion raised to end every session of the account
 */
record User(UserId id, PlatformRole role, @Nullable String passwordHash, int sessionVersion, UserView view) {
    boolean isActive() {
        return view.isActive();
    }

    Operator asOperator() {
        return new Operator(id, view.email(), role);
    }

    @Override
    public String toString() {
        return "User[" + view.email() + "]";
    }
}
