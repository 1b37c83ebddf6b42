package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.terminal.TerminalConnection;
import io.noderax.server.auth.TypedTokens;
import io.noderax.server.boot.SigningSecret;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tokens for one session and one person: good for the {@code /terminal} namespace alone, for two minutes. */
@Singleton
class ConnectTokens {
    /** Who may reach which session. */
    record Pass(TerminalSessionId session, WorkspaceId workspace, UserId user) {}

    private static final Duration LIFETIME = Duration.ofMinutes(2);

    private final TypedTokens tokens;
    private final InstantSource clock;

    ConnectTokens(SigningSecret secret, InstantSource clock) {
        this.tokens = new TypedTokens(secret, clock, "terminal+jwt", "noderax-terminal");
        this.clock = clock;
    }

    TerminalConnection issue(Pass pass) {
        Instant until = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(LIFETIME);
        String token = tokens.sign(
                pass.user().value(),
                until,
                Map.of(
                        "sessionId",
                        pass.session().toString(),
                        "workspaceId",
                        pass.workspace().toString()));
        return new TerminalConnection(pass.session(), token, until);
    }

    /** Null when the token is forged, expired, or made for something else. */
    @Nullable
    Pass read(String token) {
        TypedTokens.Claims claims = tokens.read(token);
        if (claims == null) {
            return null;
        }
        UUID session = claims.uuid("sessionId");
        UUID workspace = claims.uuid("workspaceId");
        return session == null || workspace == null
                ? null
                : new Pass(new TerminalSessionId(session), new WorkspaceId(workspace), claims.user());
    }

    /** Whether it is at least a token that this server made, for something else. */
    boolean isOurs(String token) {
        return tokens.isSignedHere(token);
    }
}
