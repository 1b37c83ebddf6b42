package io.noderax.server.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.noderax.protocol.json.InvalidFields;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passwords as bcrypt hashes; longer ones than bcrypt's 72 bytes are hashed by SHA-512 first. */
@Singleton
final class Passwords {
    /** The wire's {@code BCRYPT_SALT_ROUNDS} (wire contract, 6.7). */
    private static final int COST = 12;

    static final int SHORTEST = 8;

    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;

    private final BCrypt.Hasher hasher =
            BCrypt.with(VERSION, new SecureRandom(), LongPasswordStrategies.hashSha512(VERSION));
    private final BCrypt.Verifyer verifier = BCrypt.verifyer(VERSION, LongPasswordStrategies.hashSha512(VERSION));
    private final String nobodys = hash("a password that nobody has");

    String hash(String password) {
        if (password.length() < SHORTEST) {
            throw new InvalidFields(List.of("password must be longer than or equal to " + SHORTEST + " characters"));
        }
        return hasher.hashToString(COST, password.toCharArray());
    }

    /** Whether the password fits; without a hash the same time passes and the answer is no. */
    boolean matches(String password, @Nullable String hash) {
        String compared = hash == null ? nobodys : hash;
        return verifier.verify(password.toCharArray(), compared).verified && hash != null;
    }
}
