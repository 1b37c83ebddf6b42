package io.noderax.protocol.id;

import java.util.UUID;

/** A task: what a person asked for. */
public record TaskId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
