package io.noderax.protocol.terminal;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Payload;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a session's transcript (wire contract, 4.2 and 5.5).
 *
 * @param seq its place in the transcript, from 1
 * @param sourceTimestamp the agent's clock; null when it did not say
 */
public record TerminalChunkView(
        TerminalSessionId sessionId,
        ChunkDirection direction,
        Payload payload,
        long seq,
        @Nullable Instant sourceTimestamp,
        Instant createdAt)
        implements JsonMessage {
    private static final int LONGEST_PAYLOAD = 1_000_000;

    public static TerminalChunkView read(Fields fields) {
        return new TerminalChunkView(
                new TerminalSessionId(fields.uuid("sessionId")),
                fields.choice("direction", ChunkDirection.BY_NAME),
                fields.payload("payload", LONGEST_PAYLOAD),
                fields.integer("seq", 1, Long.MAX_VALUE),
                fields.optionalInstant("sourceTimestamp"),
                fields.instant("createdAt"));
    }

    /** The session's id with the number worked in: no two chunks have the same, and it needs no place in the table. */
    public UUID id() {
        UUID session = sessionId.value();
        return new UUID(session.getMostSignificantBits() ^ (seq << 32), session.getLeastSignificantBits());
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id())
                .put("sessionId", sessionId.value())
                .put("direction", direction.wireName())
                .put("encoding", "base64")
                .put("payload", payload)
                .put("seq", seq)
                .put("sourceTimestamp", sourceTimestamp)
                .put("createdAt", createdAt)
                .build();
    }
}
