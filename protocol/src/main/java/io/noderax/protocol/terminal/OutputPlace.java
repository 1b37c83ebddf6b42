package io.noderax.protocol.terminal;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of output stands (extension terminal-resume).
 *
 * @param offset of its first byte in all that the terminal has shown
 * @param gap how many bytes are missing from the offset on, before the first one of the payload; mostly 0
 * @param inputOffset how many typed bytes the agent has
 * @param echoOff whether any of those since the last word about it were typed while the terminal hid them
 */
public record OutputPlace(long offset, long gap, long inputOffset, boolean echoOff) {
    static @Nullable OutputPlace read(Fields fields) {
        Long offset = fields.optionalInteger("offset", 0, Long.MAX_VALUE);
        Long gap = fields.optionalInteger("gap", 1, Long.MAX_VALUE);
        Long inputOffset = fields.optionalInteger("inputOffset", 0, Long.MAX_VALUE);
        boolean echoOff = Boolean.TRUE.equals(fields.optionalBoolean("echoOff"));
        return offset == null
                ? null
                : new OutputPlace(offset, gap == null ? 0 : gap, inputOffset == null ? 0 : inputOffset, echoOff);
    }

    JsonObject.Builder into(JsonObject.Builder json) {
        return json.put("offset", offset)
                .putIfPresent("gap", gap == 0 ? null : gap)
                .put("inputOffset", inputOffset)
                .putIfPresent("echoOff", echoOff ? true : null);
    }
}
