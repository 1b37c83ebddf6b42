package io.noderax.agent.status;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/**
 * Something that is wrong.
 *
 * @param code for scripts
 * @param message what is wrong
 * @param advice what to do
 */
public record Problem(String code, String message, String advice) implements JsonMessage {
    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("code", code)
                .put("message", message)
                .put("advice", advice)
                .build();
    }
}
