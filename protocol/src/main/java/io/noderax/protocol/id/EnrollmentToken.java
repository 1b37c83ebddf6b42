package io.noderax.protocol.id;

/** What the holder of an enrollment request proves itself with: 32 random bytes as base64url (wire contract, 1.1). Never printed. */
public record EnrollmentToken(String secret) {
    public EnrollmentToken {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("the token is empty");
        }
    }

    @Override
    public String toString() {
        return "EnrollmentToken(hidden)";
    }
}
