package io.noderax.protocol.id;

import java.util.UUID;

/** A node, for as long as it exists. */
public record NodeId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
