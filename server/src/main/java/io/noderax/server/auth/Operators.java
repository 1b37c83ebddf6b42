package io.noderax.server.auth;

import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells who a bearer token belongs to, while its session lasts and its user is active. */
@Singleton
public class Operators {
    /** An operator, and when the token expires. */
    public record SignedIn(Operator operator, Instant until) {}

    private final SessionTokens tokens;
    private final Users users;

    Operators(SessionTokens tokens, Users users) {
        this.tokens = tokens;
        this.users = users;
    }

    /** Null when the token opens nothing. Blocking. */
    public @Nullable SignedIn of(String token) {
        SessionTokens.Session session = tokens.read(token);
        if (session == null) {
            return null;
        }
        User user = users.of(session);
        return user != null && user.isActive() && user.sessionVersion() == session.version()
                ? new SignedIn(user.asOperator(), session.expiresAt())
                : null;
    }
}
