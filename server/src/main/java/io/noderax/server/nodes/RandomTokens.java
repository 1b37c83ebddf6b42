package io.noderax.server.nodes;

import io.noderax.protocol.id.AgentToken;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes tokens of 32 random bytes, in the forms of the wire (wire contract, 1.1). */
@Singleton
public class RandomTokens {
    private static final int BYTES = 32;

    private final RandomGenerator chance;

    RandomTokens(RandomGenerator chance) {
        this.chance = chance;
    }

    public AgentToken agentToken() {
        return new AgentToken(HexFormat.of().formatHex(bytes()));
    }

    /** For machines that are no nodes yet: base64url. */
    public String joiningToken() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        chance.nextBytes(bytes);
        return bytes;
    }
}
