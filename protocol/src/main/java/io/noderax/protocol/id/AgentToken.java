package io.noderax.protocol.id;

/** What a node proves itself with: 64 hexadecimal characters (wire contract, 1.1). Never printed. */
public record AgentToken(String secret) {
    public AgentToken {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("the token is empty");
        }
    }

    @Override
    public String toString() {
        return "AgentToken(hidden)";
    }
}
