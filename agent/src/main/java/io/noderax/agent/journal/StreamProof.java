package io.noderax.agent.journal;

import io.noderax.protocol.task.LogEnd.StreamEnd;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes everything that comes by one stream. One thread. */
final class StreamProof {
    private final MessageDigest digest;
    private long bytes;

    StreamProof() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(ByteBuffer arrived) {
        bytes += arrived.remaining();
        digest.update(arrived.duplicate());
    }

    /** To be asked once. */
    StreamEnd end() {
        return new StreamEnd(bytes, HexFormat.of().formatHex(digest.digest()));
    }
}
