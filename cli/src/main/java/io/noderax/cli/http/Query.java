package io.noderax.cli.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path with its query, every part encoded. */
public final class Query {
    private final StringBuilder text;
    private char separator = '?';

    private Query(String path) {
        text = new StringBuilder(path);
    }

    /** A path below {@code /api/v1}; each {@code {}} in the pattern becomes one encoded part. */
    public static Query of(String pattern, Object... parts) {
        String path = pattern;
        for (Object part : parts) {
            path = path.replaceFirst("\\{}", java.util.regex.Matcher.quoteReplacement(encoded(part.toString())));
        }
        return new Query("/api/v1" + path);
    }

    /** Adds a parameter unless it is null. */
    public Query with(String name, @Nullable Object value) {
        if (value != null) {
            text.append(separator).append(name).append('=').append(encoded(value.toString()));
            separator = '&';
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
