package io.noderax.server.http;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Several ids in one member of a query, separated by commas. */
public final class IdList {
    private static final int WITH_COMMA = 37;

    private IdList() {}

    /** Null when there is no such member. */
    public static @Nullable List<UUID> read(Fields fields, String name, int most) {
        String text = fields.optionalText(name, 1, most * WITH_COMMA);
        if (text == null) {
            return null;
        }
        List<UUID> ids = new ArrayList<>();
        for (String id : text.split(",", -1)) {
            try {
                ids.add(UUID.fromString(id.strip()));
            } catch (IllegalArgumentException _) {
                throw new InvalidFields(List.of(name + " must be UUIDs separated by commas, at most " + most));
            }
        }
        return List.copyOf(ids);
    }
}
