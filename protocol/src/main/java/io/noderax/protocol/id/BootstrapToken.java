package io.noderax.protocol.id;

/** What an installation proves itself with: 32 random bytes as base64url (wire contract, 1.1). Never printed. */
public record BootstrapToken(String secret) {
    public BootstrapToken {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("the token is empty");
        }
    }

    @Override
    public String toString() {
        return "BootstrapToken(hidden)";
    }
}
