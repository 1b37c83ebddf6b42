package io.noderax.protocol.task;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/**
 * Where an attempt's log ends, and what proves that it is complete (extension {@code log-batches}).
 *
 * @param end the offset behind the last frame
 */
public record LogEnd(long end, StreamEnd stdout, StreamEnd stderr) implements JsonMessage {
    /**
     * All that the task wrote to one stream, also what is missing in the log.
     *
     * @param bytes how many
     * @param sha256 of all of them, 64 hexadecimal digits in lower case
     */
    public record StreamEnd(long bytes, String sha256) implements JsonMessage {
        public static StreamEnd read(Fields fields) {
            return new StreamEnd(fields.integer("bytes", 0, Long.MAX_VALUE), fields.text("sha256", 64, 64));
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("bytes", bytes)
                    .put("sha256", sha256)
                    .build();
        }
    }

    public static LogEnd read(Fields fields) {
        return new LogEnd(
                fields.integer("end", 0, Long.MAX_VALUE),
                fields.nested("stdout", StreamEnd::read),
                fields.nested("stderr", StreamEnd::read));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("end", end)
                .put("stdout", stdout.toJson())
                .put("stderr", stderr.toJson())
                .build();
    }
}
