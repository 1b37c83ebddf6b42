package io.noderax.protocol.update;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator brings a version to nodes: {@code POST /agent-updates/rollouts} (wire contract, 3.9).
 *
 * @param version null: the latest release
 * @param rollback whether an older version is meant
 */
public record CreateRollout(
        List<NodeId> nodeIds,
        @Nullable String version,
        @Nullable Boolean rollback) implements JsonMessage {
    public static CreateRollout read(Fields fields) {
        return new CreateRollout(
                fields.uuids("nodeIds").stream().map(NodeId::new).toList(),
                fields.optionalText("version", 1, ReleaseManifest.LONGEST_VERSION),
                fields.optionalBoolean("rollback"));
    }

    public boolean isRollback() {
        return Boolean.TRUE.equals(rollback);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("nodeIds", nodeIds.stream().map(NodeId::value).toList())
                .putIfPresent("version", version)
                .putIfPresent("rollback", rollback)
                .build();
    }
}
