package io.noderax.server.auth;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.session.ChangePassword;
import io.noderax.protocol.session.Login;
import io.noderax.protocol.session.SignedIn;
import io.noderax.protocol.session.Success;
import io.noderax.protocol.session.UserView;
import io.noderax.server.boot.ServerSettings;
import io.noderax.server.http.Bearer;
import io.noderax.server.http.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
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

    /** Ends the session whose token the call carries (an extension). */
    @POST
    @Path("/auth/logout")
    @OperatorCall
    @Operation(summary = "Sign out: the token is worth nothing from here on")
    public Success logout(@Context SecurityContext security, @Context HttpHeaders headers) {
        String token = Bearer.of(headers.getHeaderString("Authorization"));
        SessionTokens.Session session = token == null ? null : tokens.read(token);
        if (session == null) {
            throw Refusal.notSignedIn();
        }
        users.signOut(Operator.of(security), session);
        return new Success();
    }

    @POST
    @Path("/users/me/password")
    @OperatorCall
    @Operation(summary = "Change the own password; ends all sessions of the account")
    public Success changePassword(ChangePassword change, @Context SecurityContext security) {
        users.changePassword(Operator.of(security), change);
        return new Success();
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
