package io.noderax.protocol.id;

import java.util.UUID;

/** A terminal session: one shell on one node. */
public record TerminalSessionId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
