package io.noderax.protocol.id;

import java.util.UUID;

/** One node of a rollout. */
public record UpdateTargetId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
