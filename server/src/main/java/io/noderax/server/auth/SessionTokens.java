package io.noderax.server.auth;

import io.noderax.protocol.id.UserId;
import io.noderax.server.boot.SigningSecret;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Operators' bearer tokens: JWT, HS256, claims {@code sub, email, role, name, sessionVersion} (wire contract, 0.4). The header's
 * {@code typ} and the audience tell them from every other token that the server may sign.
 */
@Singleton
class SessionTokens {
    /**
     * What a good token names.
     *
     * @param id of this one sign-in
     * @param version the account's session version at which it was made
     */
    record Session(UUID id, UserId user, int version, Instant expiresAt) {}

    private final TypedTokens tokens;
    private final InstantSource clock;

    SessionTokens(SigningSecret secret, InstantSource clock) {
        this.tokens = new TypedTokens(secret, clock, "session+jwt", "noderax-session");
        this.clock = clock;
    }

    String issue(User user, Duration lifetime) {
        return tokens.sign(
                user.id().value(),
                clock.instant().plus(lifetime),
                Map.of(
                        "email", user.view().email(),
                        "role", user.role().wireName(),
                        "name", user.view().name(),
                        "sessionVersion", user.sessionVersion()));
    }

    /** Null when the token is forged, expired, or made for something else. */
    @Nullable
    Session read(String token) {
        TypedTokens.Claims claims = tokens.read(token);
        UUID id = claims == null ? null : claims.uuid("jti");
        Integer version = claims == null ? null : claims.number("sessionVersion");
        return claims == null || id == null || version == null
                ? null
                : new Session(id, claims.user(), version, claims.expiresAt());
    }
}
