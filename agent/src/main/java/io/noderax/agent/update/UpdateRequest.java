package io.noderax.agent.update;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.update.ReleaseManifest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which version this machine's agent is to have.
 *
 * @param targetId under which the control plane hears of it; null: a person asked on the machine itself
 * @param rollback whether an older version may be meant
 */
public record UpdateRequest(String targetVersion, @Nullable UUID targetId, boolean rollback) implements JsonMessage {
    /** Checked here: a version names a folder. */
    public UpdateRequest {
        if (!ReleaseManifest.isVersion(targetVersion)) {
            throw new InvalidFields(List.of("targetVersion must be 1 to " + ReleaseManifest.LONGEST_VERSION
                    + " letters, digits and ._+- (got \"" + targetVersion + "\")"));
        }
    }

    public static UpdateRequest read(Fields fields) {
        return new UpdateRequest(
                fields.text("targetVersion", 1, ReleaseManifest.LONGEST_VERSION),
                fields.optionalUuid("targetId"),
                Boolean.TRUE.equals(fields.optionalBoolean("rollback")));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("targetVersion", targetVersion)
                .put("targetId", targetId)
                .put("rollback", rollback)
                .build();
    }
}
