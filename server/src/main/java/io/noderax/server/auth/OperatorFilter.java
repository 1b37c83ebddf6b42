package io.noderax.server.auth;

import io.noderax.server.http.Bearer;
import io.noderax.server.http.Callers;
import io.noderax.server.http.Principals;
import io.noderax.server.http.Refusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/** Lets a request through when its bearer token names a session of an active user that nobody has ended. */
@Provider
@OperatorCall
public final class OperatorFilter implements ContainerRequestFilter {
    private final SessionTokens tokens;
    private final Users users;
    private final Callers callers;

    public OperatorFilter(SessionTokens tokens, Users users, Callers callers) {
        this.tokens = tokens;
        this.users = users;
        this.callers = callers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Operator operator = operator(Bearer.of(request.getHeaderString("Authorization")));
        if (operator == null) {
            throw Refusal.notSignedIn();
        }
        Principals.set(request, operator);
        callers.current().actsAs(operator);
    }

    private @Nullable Operator operator(@Nullable String token) {
        SessionTokens.Session session = token == null ? null : tokens.read(token);
        if (session == null) {
            return null;
        }
        User user = users.of(session);
        return user != null && user.isActive() && user.sessionVersion() == session.version() ? user.asOperator() : null;
    }
}
