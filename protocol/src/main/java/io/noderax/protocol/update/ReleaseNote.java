package io.noderax.protocol.update;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.List;

/** Something that has changed with a release. */
public record ReleaseNote(String title, List<String> items) implements JsonMessage {
    public static ReleaseNote read(Fields fields) {
        return new ReleaseNote(fields.text("title", 0, 1000), fields.optionalTexts("items"));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder().put("title", title).put("items", items).build();
    }
}
