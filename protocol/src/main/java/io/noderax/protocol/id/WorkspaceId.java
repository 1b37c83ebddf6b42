package io.noderax.protocol.id;

import java.util.UUID;

/** A workspace: the tenant that nodes and tasks belong to. */
public record WorkspaceId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
