package io.noderax.protocol.install;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An operator prepares an installation: {@code POST /workspaces/{w}/node-installs} (wire contract, 1.3). */
public record CreateNodeInstall(
        String nodeName,
        @Nullable String description,
        @Nullable UUID teamId) implements JsonMessage {
    public static CreateNodeInstall read(Fields fields) {
        return new CreateNodeInstall(
                fields.text("nodeName", 2, 120),
                fields.optionalText("description", 2, 10_000),
                fields.optionalUuid("teamId"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("nodeName", nodeName)
                .putIfPresent("description", description)
                .putIfPresent("teamId", teamId)
                .build();
    }
}
