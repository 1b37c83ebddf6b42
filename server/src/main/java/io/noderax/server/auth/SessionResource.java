package io.noderax.server.auth;

import io.noderax.protocol.session.Login;
import io.noderax.protocol.session.Success;
import io.noderax.server.boot.ServerSettings;
import io.noderax.server.http.OwnPage;
import io.noderax.server.http.Refusal;
import io.noderax.server.http.SessionCookie;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Sign-in of the console's page, whose token is kept in a cookie that no script can read (extension {@code cookie-session}). */
@Path("/api/v1/auth/session")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "sign-in")
public final class SessionResource {
    private final Users users;
    private final SessionTokens tokens;
    private final ServerSettings settings;

    SessionResource(Users users, SessionTokens tokens, ServerSettings settings) {
        this.users = users;
        this.tokens = tokens;
        this.settings = settings;
    }

    @POST
    @Operation(summary = "Sign in; the token goes into a cookie")
    public Response signIn(
            Login login,
            @HeaderParam(OwnPage.HEADER) @Nullable String page,
            @HeaderParam("Origin") @Nullable String origin,
            @Context SecurityContext security) {
        if (page == null) {
            throw Refusal.forbidden("The header " + OwnPage.HEADER + " is required");
        }
        User user = users.signIn(login);
        Duration lifetime = settings.jwtLifetime().duration();
        return Response.ok(user.view())
                .cookie(SessionCookie.keep(tokens.issue(user, lifetime), lifetime, isSecure(origin, security)))
                .build();
    }

    @DELETE
    @OperatorCall
    @Operation(summary = "Sign out, and forget the cookie")
    public Response signOut(
            @HeaderParam("Cookie") @Nullable String cookies,
            @HeaderParam("Origin") @Nullable String origin,
            @Context SecurityContext security) {
        String token = SessionCookie.of(cookies);
        SessionTokens.Session session = token == null ? null : tokens.read(token);
        if (session != null) {
            users.signOut(Operator.of(security), session);
        }
        return Response.ok(new Success())
                .cookie(SessionCookie.forget(isSecure(origin, security)))
                .build();
    }

    private static boolean isSecure(@Nullable String origin, SecurityContext security) {
        return security.isSecure() || OwnPage.isSecure(origin);
    }
}
