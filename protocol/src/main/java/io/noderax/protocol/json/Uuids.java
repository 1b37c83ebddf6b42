package io.noderax.protocol.json;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UUID text, read strictly: {@link UUID#fromString} also takes shortened groups, which the wire does not. */
public final class Uuids {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Uuids() {}

    /** Null when the text is no UUID. */
    public static @Nullable UUID parse(String text) {
        return FORM.matcher(text).matches() ? UUID.fromString(text) : null;
    }

    /**
     * Those of a list, which has to hold each once and nothing else.
     *
     * @param name of the list
     * @param problem is told the rule that an item breaks, and the item
     */
    static List<UUID> distinct(List<?> items, String name, BiConsumer<String, @Nullable Object> problem) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (Object item : items) {
            UUID id = item instanceof String text ? parse(text) : null;
            if (id == null) {
                problem.accept("must hold UUIDs only: each value in " + name + " must be a UUID", item);
            } else if (!ids.add(id)) {
                problem.accept("must hold each UUID once: all " + name + "'s elements must be unique", item);
            }
        }
        return List.copyOf(ids);
    }
}
