package io.noderax.server.auth;

import io.noderax.protocol.id.UserId;
import io.noderax.protocol.json.Uuids;
import io.noderax.server.boot.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
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
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Signs and reads tokens of one kind: JWT, HS256. The header's {@code typ} and the audience tell them from every other kind. */
public final class TypedTokens {
    /** What a good token says. */
    public static final class Claims {
        private final JwtClaims claims;
        private final UserId user;

        private Claims(JwtClaims claims, UserId user) {
            this.claims = claims;
            this.user = user;
        }

        public UserId user() {
            return user;
        }

        /** Null when it is not there or no UUID. */
        public @Nullable UUID uuid(String name) {
            return Uuids.parse(String.valueOf(claims.getClaimValue(name)));
        }

        /** Null when it is not there or no whole number. */
        @Nullable
        Integer number(String name) {
            return claims.getClaimValue(name) instanceof Long number ? Math.toIntExact(number) : null;
        }

        Instant expiresAt() {
            try {
                return Instant.ofEpochSecond(claims.getExpirationTime().getValue());
            } catch (MalformedClaimException e) {
                throw new IllegalStateException("a token without an end was let through", e);
            }
        }
    }

    private final SecretKeySpec key;
    private final InstantSource clock;
    private final String type;
    private final String audience;

    public TypedTokens(SigningSecret secret, InstantSource clock, String type, String audience) {
        this.key = new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
        this.type = type;
        this.audience = audience;
    }

    public String sign(UUID subject, Instant until, Map<String, Object> more) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(subject.toString());
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setAudience(audience);
        claims.setIssuedAt(NumericDate.fromSeconds(clock.instant().getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(until.getEpochSecond()));
        more.forEach(claims::setClaim);
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setHeader("typ", type);
        token.setPayload(claims.toJson());
        token.setKey(key);
        token.setDoKeyValidation(false);
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the token cannot be signed", e);
        }
    }

    /** Null when the token is forged, expired, or of another kind. */
    public @Nullable Claims read(String token) {
        try {
            JwtClaims claims = base().setExpectedType(true, type)
                    .setExpectedAudience(audience)
                    .build()
                    .processToClaims(token);
            UUID user = Uuids.parse(String.valueOf(claims.getSubject()));
            return user == null ? null : new Claims(claims, new UserId(user));
        } catch (InvalidJwtException | MalformedClaimException _) {
            return null;
        }
    }

    /** Whether this server signed it, for whatever. */
    public boolean isSignedHere(String token) {
        try {
            base().setSkipDefaultAudienceValidation().build().processToClaims(token);
            return true;
        } catch (InvalidJwtException _) {
            return false;
        }
    }

    private JwtConsumerBuilder base() {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setRelaxVerificationKeyValidation()
                .setJwsAlgorithmConstraints(
                        new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256))
                .setRequireSubject()
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()));
    }
}
