package io.noderax.protocol.problem;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer with a status of 400 and above (wire contract, 0.2).
 *
 * @param path the request's path and query as it came
 * @param message one or several sentences, the latter joined with "; "
 * @param error the status in words, for instance {@code Bad Request}; the reference leaves it out for some refusals
 * @param errors the single sentences of a refused body; empty when there is nothing to list
 */
public record Problem(
        int statusCode,
        String path,
        Instant timestamp,
        String message,
        @Nullable String error,
        List<String> errors) implements JsonMessage {
    public static Problem read(Fields fields) {
        return new Problem(
                fields.clampedInteger("statusCode", 0, 999, 0),
                fields.text("path", 0, Integer.MAX_VALUE),
                fields.instant("timestamp"),
                fields.text("message", 0, Integer.MAX_VALUE),
                fields.optionalText("error", 0, Integer.MAX_VALUE),
                fields.optionalTexts("errors"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("statusCode", statusCode)
                .put("path", path)
                .put("timestamp", timestamp)
                .put("message", message)
                .putIfPresent("error", error)
                .putIfPresent("errors", errors.isEmpty() ? null : errors)
                .build();
    }
}
