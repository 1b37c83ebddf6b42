package io.noderax.protocol.update;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An updater says how far it is: {@code POST /agent-updates/targets/{id}/progress} (wire contract, 1.8).
 *
 * @param status one of {@link UpdateStatus#REPORTABLE}
 * @param progressPercent 0 to 100
 * @param message for people; null: as before
 */
public record UpdateProgress(
        UpdateStatus status, long progressPercent, @Nullable String message) implements JsonMessage {
    /** Beyond it a message is refused. */
    public static final int LONGEST_MESSAGE = 2000;

    public static UpdateProgress read(Fields fields) {
        return new UpdateProgress(
                fields.choice("status", UpdateStatus.REPORTABLE),
                fields.integer("progressPercent", 0, 100),
                fields.optionalText("message", 0, LONGEST_MESSAGE));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("status", status.wireName())
                .put("progressPercent", progressPercent)
                .putIfPresent("message", message)
                .build();
    }
}
