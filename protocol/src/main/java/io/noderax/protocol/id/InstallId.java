package io.noderax.protocol.id;

import java.util.UUID;

/** One prepared installation of a node. */
public record InstallId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
