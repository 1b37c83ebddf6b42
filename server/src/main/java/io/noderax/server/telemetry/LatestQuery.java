package io.noderax.server.telemetry;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.server.http.IdList;
import java.util.List;
import java.util.UUID;

/** Of which nodes the newest samples are asked for. */
record LatestQuery(List<UUID> nodes) {
    private static final int MOST = 200;

    static LatestQuery read(Fields fields) {
        List<UUID> nodes = IdList.read(fields, "nodeIds", MOST);
        if (nodes == null) {
            throw new InvalidFields(List.of("nodeIds must be UUIDs separated by commas, at most " + MOST));
        }
        return new LatestQuery(nodes);
    }
}
