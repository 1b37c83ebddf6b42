package io.noderax.agent.tasks;

import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a task means, beyond its exit code.
 *
 * @param done whether the exit code means that the work is done, though it is not 0
 * @param code why it failed, for machines; null when there is no more to say than the exit code
 * @param sentence the same for people
 * @param members for the task's result
 */
public record Finding(
        boolean done, @Nullable String code, @Nullable String sentence, JsonObject members) {}
