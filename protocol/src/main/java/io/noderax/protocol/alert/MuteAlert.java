package io.noderax.protocol.alert;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/**
 * An operator wants to hear nothing of a cause for a while: {@code POST /workspaces/{w}/alerts/{id}/mute}.
 *
 * @param seconds from a minute to a year
 */
public record MuteAlert(long seconds) implements JsonMessage {
    private static final long LEAST = 60;
    private static final long MOST = 31_536_000;

    public static MuteAlert read(Fields fields) {
        return new MuteAlert(fields.integer("seconds", LEAST, MOST));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.of("seconds", seconds);
    }
}
