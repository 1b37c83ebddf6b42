package io.noderax.protocol.id;

import java.util.UUID;

/** An alert: one cause on one node. */
public record AlertId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
