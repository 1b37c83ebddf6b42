package io.noderax.server.terminals;

import io.noderax.protocol.terminal.TerminalChunkView;
import org.jspecify.annotations.Nullable;

/**
 * A stored chunk.
 *
 * @param end where the shell's output stood after it; null for what the shell did not write
 */
record Piece(TerminalChunkView chunk, @Nullable Long end) {
    long seq() {
        return chunk.seq();
    }

    int size() {
        return chunk.payload().length();
    }
}
