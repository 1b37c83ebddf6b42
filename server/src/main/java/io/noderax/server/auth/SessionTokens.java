package io.noderax.server.auth;

import io.noderax.protocol.id.UserId;
import io.noderax.protocol.json.Uuids;
import io.noderax.server.boot.SigningSecret;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
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

    private static final String TYPE = "session+jwt";
    private static final String AUDIENCE = "noderax-session";

    private final SecretKeySpec key;
    private final InstantSource clock;

    SessionTokens(SigningSecret secret, InstantSource clock) {
        this.key = new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
    }

    String issue(User user, Duration lifetime) {
        Instant now = clock.instant();
        JwtClaims claims = new JwtClaims();
        claims.setSubject(user.id().toString());
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setAudience(AUDIENCE);
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(lifetime).getEpochSecond()));
        claims.setStringClaim("email", user.view().email());
        claims.setStringClaim("role", user.role().wireName());
        claims.setStringClaim("name", user.view().name());
        claims.setClaim("sessionVersion", user.sessionVersion());
        return sign(claims);
    }

    private String sign(JwtClaims claims) {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setHeader("typ", TYPE);
        token.setPayload(claims.toJson());
        token.setKey(key);
        token.setDoKeyValidation(false);
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the session token cannot be signed", e);
        }
    }

    /** Null when the token is forged, expired, or made for something else. */
    @Nullable
    Session read(String token) {
        try {
            JwtClaims claims = consumer().processToClaims(token);
            UUID id = Uuids.parse(String.valueOf(claims.getJwtId()));
            UUID user = Uuids.parse(String.valueOf(claims.getSubject()));
            Long version = claims.getClaimValue("sessionVersion", Long.class);
            Instant expiresAt = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
            return id == null || user == null || version == null
                    ? null
                    : new Session(id, new UserId(user), version.intValue(), expiresAt);
        } catch (InvalidJwtException | MalformedClaimException _) {
            return null;
        }
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setRelaxVerificationKeyValidation()
                .setJwsAlgorithmConstraints(
                        new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256))
                .setExpectedType(true, TYPE)
                .setExpectedAudience(AUDIENCE)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }
}
