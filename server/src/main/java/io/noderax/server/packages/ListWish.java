package io.noderax.server.packages;

import io.noderax.protocol.json.Fields;

/**
 * The query of a list of packages.
 *
 * @param refresh ask the node anew (extension)
 */
record ListWish(boolean refresh) {
    static ListWish read(Fields fields) {
        return new ListWish(Boolean.TRUE.equals(fields.optionalFlag("refresh")));
    }
}
