package io.noderax.protocol.task;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/**
 * Why a task stands where it stands (extension).
 *
 * @param code for machines, for instance {@code node-offline}
 * @param message for people, for instance {@code queued: node web-1 offline since 2026-11-23T20:21:15.600Z}
 */
public record StatusReason(String code, String message) implements JsonMessage {
    public static StatusReason read(Fields fields) {
        return new StatusReason(fields.text("code", 1, 120), fields.text("message", 1, 10_000));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().put("code", code).put("message", message).build();
    }
}
