package io.noderax.server.auth;

import io.noderax.server.http.Bearer;
import io.noderax.server.http.Callers;
import io.noderax.server.http.Principals;
import io.noderax.server.http.Refusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Lets a request through when its bearer token names a session of an active user that nobody has ended. */
@Provider
@OperatorCall
public final class OperatorFilter implements ContainerRequestFilter {
    private final Operators operators;
    private final Callers callers;

    OperatorFilter(Operators operators, Callers callers) {
        this.operators = operators;
        this.callers = callers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String token = Bearer.of(request.getHeaderString("Authorization"));
        Operators.SignedIn signedIn = token == null ? null : operators.of(token);
        if (signedIn == null) {
            throw Refusal.notSignedIn();
        }
        Principals.set(request, signedIn.operator());
        callers.current().actsAs(signedIn.operator());
    }
}
