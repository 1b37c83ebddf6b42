package io.noderax.protocol.view;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/**
 * An operator names filters: {@code POST /workspaces/{w}/saved-views}.
 *
 * @param page whose filters they are, for instance {@code nodes}
 * @param query as it stands in the page's address, without the question mark; empty: no filter
 */
public record SaveView(String page, String name, String query) implements JsonMessage {
    private static final int LONGEST_PAGE = 40;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_QUERY = 2_000;

    public static SaveView read(Fields fields) {
        return new SaveView(
                fields.text("page", 1, LONGEST_PAGE),
                fields.text("name", 1, LONGEST_NAME),
                fields.text("query", 0, LONGEST_QUERY));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("page", page)
                .put("name", name)
                .put("query", query)
                .build();
    }
}
