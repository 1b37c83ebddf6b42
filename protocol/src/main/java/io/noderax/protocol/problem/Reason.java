package io.noderax.protocol.problem;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The optional body of calls that may say why: cancel, refuse, maintenance; at most 500 characters. */
public record Reason(@Nullable String reason) implements JsonMessage {
    public static Reason read(Fields fields) {
        return new Reason(fields.optionalText("reason", 0, 500));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().putIfPresent("reason", reason).build();
    }
}
