package io.noderax.protocol.task;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Why a task stands where it stands (extension).
 *
 * @param code for machines, for instance {@code node-offline}
 * @param message for people, for instance {@code queued: node web-1 offline since 2026-11-23T20:21:15.600Z}
 * @param details what the message says, for machines; null where the code says enough
 */
public record StatusReason(
        String code, String message, @Nullable JsonObject details) implements JsonMessage {
    public StatusReason(String code, String message) {
        this(code, message, null);
    }

    public static StatusReason read(Fields fields) {
        return new StatusReason(
                fields.text("code", 1, 120), fields.text("message", 1, 10_000), fields.optionalObject("details"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("code", code)
                .put("message", message)
                .putIfPresent("details", details)
                .build();
    }
}
