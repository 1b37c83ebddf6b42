package io.noderax.protocol.session;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.List;

/** An answer that is only a yes. */
public record Success() implements JsonMessage {
    public static Success read(Fields fields) {
        if (!Boolean.TRUE.equals(fields.optionalBoolean("success"))) {
            throw new InvalidFields(List.of("success must be true"));
        }
        return new Success();
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.of("success", true);
    }
}
