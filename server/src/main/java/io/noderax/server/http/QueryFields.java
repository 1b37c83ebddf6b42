package io.noderax.server.http;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;

/** A query string, read with the same rules as a body; an unknown member is refused. */
public final class QueryFields {
    private QueryFields() {}

    /** Reads the form from the query; of a repeated member the first counts, and an empty one counts as absent. */
    public static <T> T read(UriInfo uri, Function<Fields, T> form) {
        JsonObject.Builder query = JsonObject.builder();
        uri.getQueryParameters().forEach((name, values) -> {
            String value = values.isEmpty() ? "" : values.getFirst();
            if (value.indexOf('\0') >= 0) {
                throw new InvalidFields(List.of(name + " must not hold a NUL character"));
            }
            query.put(name, value.isEmpty() ? null : value);
        });
        return Fields.read(query.build(), Fields.Unknown.REFUSED, form);
    }
}
