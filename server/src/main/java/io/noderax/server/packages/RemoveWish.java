package io.noderax.server.packages;

import io.noderax.protocol.json.Fields;

/**
 * The query of a removal.
 *
 * @param purge with its configuration
 */
record RemoveWish(boolean purge) {
    static RemoveWish read(Fields fields) {
        return new RemoveWish(Boolean.TRUE.equals(fields.optionalFlag("purge")));
    }
}
