package io.noderax.protocol.id;

import java.util.UUID;

/** One request of a machine to become a node. */
public record EnrollmentId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
