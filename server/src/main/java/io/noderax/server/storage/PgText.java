package io.noderax.server.storage;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Texts as PostgreSQL can hold them: it knows neither NUL nor half a surrogate pair. */
public final class PgText {
    private static final char NUL_SHOWN = '\u2400';
    private static final char REPLACEMENT = '\ufffd';

    private PgText() {}

    /** The text with every NUL shown as U+2400 and every lone surrogate as U+FFFD. */
    public static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnstorable(text, i)) {
                return replaced(text);
            }
        }
        return text;
    }

    public static @Nullable String cleanOrNull(@Nullable String text) {
        return text == null ? null : clean(text);
    }

    /** The object as text for a column of type json. */
    public static @Nullable String json(@Nullable JsonObject object) {
        return object == null ? null : clean(Json.print(object));
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(!isUnstorable(text, i) ? c : c == 0 ? NUL_SHOWN : REPLACEMENT);
        }
        return clean.toString();
    }

    private static boolean isUnstorable(String text, int i) {
        char c = text.charAt(i);
        if (c == 0) {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
