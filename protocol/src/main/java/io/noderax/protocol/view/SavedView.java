package io.noderax.protocol.view;

import io.noderax.protocol.id.SavedViewId;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;

/** Filters that a person has named (extension {@code saved-views}); see {@link SaveView}. */
public record SavedView(SavedViewId id, String page, String name, String query, Instant createdAt)
        implements JsonMessage {
    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("id", id.value())
                .put("page", page)
                .put("name", name)
                .put("query", query)
                .put("createdAt", createdAt)
                .build();
    }
}
