package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Payload;
import io.noderax.protocol.terminal.ChunkDirection;
import io.noderax.protocol.terminal.TerminalChunkView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A chunk before it is stored.
 *
 * @param firstOffset where the shell's output stood before it; null for what the shell did not write
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of each would only cost
record NewChunk(
        ChunkDirection direction,
        byte[] payload,
        @Nullable Long firstOffset,
        @Nullable Instant sourceTimestamp) {
    /** A word of the server's. */
    static NewChunk words(String text) {
        return new NewChunk(ChunkDirection.SYSTEM, text.getBytes(StandardCharsets.UTF_8), null, null);
    }

    static NewChunk typed(byte[] keys) {
        return new NewChunk(ChunkDirection.STDIN, keys, null, null);
    }

    /** The first bytes of it. */
    NewChunk cutTo(int length) {
        return new NewChunk(direction, Arrays.copyOf(payload, length), firstOffset, sourceTimestamp);
    }

    /** With more bytes at its end. */
    NewChunk and(byte[] more) {
        byte[] both = Arrays.copyOf(payload, payload.length + more.length);
        System.arraycopy(more, 0, both, payload.length, more.length);
        return new NewChunk(direction, both, firstOffset, sourceTimestamp);
    }

    /** As it is in the transcript then. */
    Piece stored(TerminalSessionId session, long seq, Instant at) {
        return new Piece(
                new TerminalChunkView(session, direction, Payload.of(payload), seq, sourceTimestamp, at), end());
    }

    @Nullable
    Long end() {
        return firstOffset == null ? null : firstOffset + payload.length;
    }
}
