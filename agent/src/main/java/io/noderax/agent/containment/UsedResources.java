package io.noderax.agent.containment;

import io.noderax.linux.ResourceUse;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;

/** What a task has used, as it stands in exit records, in the broker's words and in results. */
public final class UsedResources {
    /** The member that holds it. */
    public static final String NAME = "resources";

    private UsedResources() {}

    public static JsonObject json(ResourceUse use) {
        return JsonObject.builder()
                .putIfPresent("cpuMs", use.cpuMillis())
                .putIfPresent("peakMemoryBytes", use.peakMemory())
                .putIfPresent("largestProcessBytes", use.largestProcess())
                .putIfPresent("outOfMemoryKills", use.memoryKills())
                .build();
    }

    public static ResourceUse read(Fields fields) {
        return new ResourceUse(
                fields.optionalInteger("cpuMs", 0, Long.MAX_VALUE),
                fields.optionalInteger("peakMemoryBytes", 0, Long.MAX_VALUE),
                fields.optionalInteger("largestProcessBytes", 0, Long.MAX_VALUE),
                fields.optionalInteger("outOfMemoryKills", 0, Long.MAX_VALUE));
    }
}
