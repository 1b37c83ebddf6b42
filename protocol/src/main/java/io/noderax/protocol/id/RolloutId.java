package io.noderax.protocol.id;

import java.util.UUID;

/** A rollout: one version on its way to some nodes. */
public record RolloutId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
