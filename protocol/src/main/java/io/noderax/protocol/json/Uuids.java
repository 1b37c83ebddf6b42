package io.noderax.protocol.json;

import java.util.UUID;
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
}
