package io.noderax.server.auth;

import io.noderax.protocol.id.UserId;
import io.noderax.server.audit.Actor;
import jakarta.ws.rs.core.SecurityContext;
import java.util.UUID;

/** The person behind a request whose bearer token was good. */
public record Operator(UserId id, String email, PlatformRole role) implements Actor {
    /** The operator that {@link OperatorFilter} has let through. */
    public static Operator of(SecurityContext security) {
        if (security.getUserPrincipal() instanceof Operator operator) {
            return operator;
        }
        throw new IllegalStateException("the route is not marked with @OperatorCall");
    }

    public boolean isPlatformAdmin() {
        return role == PlatformRole.PLATFORM_ADMIN;
    }

    @Override
    public UUID actorId() {
        return id.value();
    }

    @Override
    public String actorEmail() {
        return email;
    }

    @Override
    public String getName() {
        return email;
    }
}
