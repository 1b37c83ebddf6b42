package io.noderax.protocol.id;

import java.util.UUID;

/** A person with an account on the control plane. */
public record UserId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
