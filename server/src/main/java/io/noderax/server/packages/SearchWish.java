package io.noderax.server.packages;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;

/** The query of a search for packages. */
record SearchWish(NodeId node, String term) {
    static SearchWish read(Fields fields) {
        return new SearchWish(new NodeId(fields.uuid("nodeId")), fields.text("term", 1, 255));
    }
}
