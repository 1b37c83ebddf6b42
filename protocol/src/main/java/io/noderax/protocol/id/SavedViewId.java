package io.noderax.protocol.id;

import java.util.UUID;

/** A saved view: filters of a page that a person has named. */
public record SavedViewId(UUID value) {
    /** The id as it stands on the wire. */
    @Override
    public String toString() {
        return value.toString();
    }
}
