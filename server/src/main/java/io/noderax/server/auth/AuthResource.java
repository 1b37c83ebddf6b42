package io.noderax.server.auth;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.session.Login;
import io.noderax.protocol.session.SignedIn;
import io.noderax.protocol.session.UserView;
import io.noderax.server.boot.ServerSettings;
import io.noderax.server.http.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sign-in, and who is signed in (wire contract, 3.1 and 3.2). */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "sign-in")
public final class AuthResource {
    private final Users users;
    private final SessionTokens tokens;
    private final ServerSettings settings;

    public AuthResource(Users users, SessionTokens tokens, ServerSettings settings) {
        this.users = users;
        this.tokens = tokens;
        this.settings = settings;
    }

    @POST
    @Path("/auth/login")
    @Operation(summary = "Sign in with e-mail and password")
    public SignedIn login(Login login) {
        User user = users.signIn(login);
        String token = tokens.issue(user, settings.jwtLifetime().duration());
        return new SignedIn(token, settings.jwtLifetime().text(), user.view(), null);
    }

    /** Sign-in by another identity provider is not there yet, so the list is empty. */
    @GET
    @Path("/auth/providers")
    @Operation(summary = "Other ways to sign in")
    public List<JsonMessage> providers() {
        return List.of();
    }

    @GET
    @Path("/users/me")
    @OperatorCall
    @Operation(summary = "The account of the caller")
    public UserView me(@Context SecurityContext security) {
        User user = users.find(Operator.of(security).id());
        if (user == null) {
            throw Refusal.notSignedIn();
        }
        return user.view();
    }
}
