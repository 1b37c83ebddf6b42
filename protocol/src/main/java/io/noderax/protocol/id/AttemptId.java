package io.noderax.protocol.id;

import java.util.UUID;

/** One try at a task; on the wire it is the task's {@code claimToken}. */
public record AttemptId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
