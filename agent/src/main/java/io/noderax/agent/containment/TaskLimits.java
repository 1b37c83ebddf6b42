package io.noderax.agent.containment;

import io.noderax.linux.ResourceLimits;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/**
 * What one task may use.
 *
 * @param wanted by the agent's settings: held where this machine can
 * @param required by the node's own policy: what cannot be held is not started
 */
public record TaskLimits(ResourceLimits wanted, ResourceLimits required) implements JsonMessage {
    public static final TaskLimits NONE = new TaskLimits(ResourceLimits.NONE, ResourceLimits.NONE);

    /** Of each limit the stricter. */
    ResourceLimits all() {
        return wanted.and(required);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** The same with what a policy requires besides. */
    public TaskLimits requiring(ResourceLimits more) {
        return new TaskLimits(wanted, required.and(more));
    }

    public static TaskLimits read(Fields fields) {
        ResourceLimits wanted = fields.optional("wanted", TaskLimits::limits);
        ResourceLimits required = fields.optional("required", TaskLimits::limits);
        return new TaskLimits(
                wanted == null ? ResourceLimits.NONE : wanted, required == null ? ResourceLimits.NONE : required);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("wanted", json(wanted))
                .put("required", json(required))
                .build();
    }

    private static ResourceLimits limits(Fields fields) {
        return new ResourceLimits(
                fields.optionalInteger("memoryBytes", 1, Long.MAX_VALUE),
                fields.optionalNumber("processors", 0, 1_000_000),
                fields.optionalInteger("processes", 1, Integer.MAX_VALUE));
    }

    private static JsonObject json(ResourceLimits limits) {
        return JsonObject.builder()
                .putIfPresent("memoryBytes", limits.memoryBytes())
                .putIfPresent("processors", limits.processors())
                .putIfPresent("processes", limits.processes())
                .build();
    }
}
