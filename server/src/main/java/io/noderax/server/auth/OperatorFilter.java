package io.noderax.server.auth;

import io.noderax.server.http.Bearer;
import io.noderax.server.http.Callers;
import io.noderax.server.http.OwnPage;
import io.noderax.server.http.Principals;
import io.noderax.server.http.Refusal;
import io.noderax.server.http.SessionCookie;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through when its bearer token, or the cookie of the console, names a session of an active user that nobody has ended. A
 * cookie alone changes nothing: a browser sends it by itself, our header only our page.
 */
@Provider
@OperatorCall
public final class OperatorFilter implements ContainerRequestFilter {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final Operators operators;
    private final Callers callers;

    OperatorFilter(Operators operators, Callers callers) {
        this.operators = operators;
        this.callers = callers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String token = token(request);
        Operators.SignedIn signedIn = token == null ? null : operators.of(token);
        if (signedIn == null) {
            throw Refusal.notSignedIn();
        }
        Principals.set(request, signedIn.operator());
        callers.current().actsAs(signedIn.operator());
    }

    private static @Nullable String token(ContainerRequestContext request) {
        String authorization = request.getHeaderString("Authorization");
        if (authorization != null) {
            return Bearer.of(authorization);
        }
        String token = SessionCookie.of(request.getHeaderString("Cookie"));
        if (token != null && !READS.contains(request.getMethod()) && request.getHeaderString(OwnPage.HEADER) == null) {
            throw Refusal.forbidden("A change by cookie needs the header " + OwnPage.HEADER);
        }
        return token;
    }
}
