package io.noderax.protocol.install;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a machine says of itself with its bootstrap token; the reference refuses every other member. */
public record MachineFacts(
        @Nullable String os,
        @Nullable String arch,
        @Nullable String agentVersion,
        @Nullable String platformVersion,
        @Nullable String kernelVersion)
        implements JsonMessage {
    public static MachineFacts read(Fields fields) {
        return new MachineFacts(
                fields.optionalText("os", 0, 255),
                fields.optionalText("arch", 0, 64),
                fields.optionalText("agentVersion", 0, 64),
                fields.optionalText("platformVersion", 0, 120),
                fields.optionalText("kernelVersion", 0, 120));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .putIfPresent("os", os)
                .putIfPresent("arch", arch)
                .putIfPresent("agentVersion", agentVersion)
                .putIfPresent("platformVersion", platformVersion)
                .putIfPresent("kernelVersion", kernelVersion)
                .build();
    }
}
