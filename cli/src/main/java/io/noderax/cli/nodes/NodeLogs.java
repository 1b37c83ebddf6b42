package io.noderax.cli.nodes;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.Received;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.logscan.LogPreview;
import io.noderax.protocol.node.NodeView;
import org.jspecify.annotations.Nullable;

/** One log of a node (wire contract, 3.8). */
final class NodeLogs {
    private final Connection connection;
    private final Query query;
    private final String preset;
    private final int lines;

    NodeLogs(Connection connection, NodeView node, String preset, int lines) {
        this.connection = connection;
        this.query = Query.of("/workspaces/{}/nodes/{}/log-preview", node.workspaceId(), node.id());
        this.preset = preset;
        this.lines = lines;
    }

    /** Its last lines. Blocks until the node has answered, for some 10 s at most. */
    Received<LogPreview> preview() {
        return connection.post(query, () -> asked(null).build(), LogPreview::read);
    }

    /** What came since the cursor; the last lines when there is none. */
    Received<LogPreview> since(@Nullable JsonObject cursor) {
        return connection.post(query, () -> asked(cursor).put("mode", "monitor").build(), LogPreview::read);
    }

    private JsonObject.Builder asked(@Nullable JsonObject cursor) {
        return JsonObject.builder()
                .put("sourcePresetId", preset)
                .put("backfillLines", lines)
                .putIfPresent("cursor", cursor);
    }
}
