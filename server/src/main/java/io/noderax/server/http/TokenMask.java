package io.noderax.server.http;

import java.util.regex.Pattern;

/** Takes tokens out of what is logged or told: those in the paths of enrollments, and those of {@code Authorization} headers. */
public final class TokenMask {
    private static final Pattern IN_PATH = Pattern.compile("(enrollments/)(?!initiate\\b)[A-Za-z0-9_%-]{20,}");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer )[A-Za-z0-9._~+/=-]{16,}");

    private TokenMask() {}

    /** The text with dots for each token; ids stay. */
    public static String hide(String text) {
        String hidden = text;
        if (text.contains("enrollments/")) {
            hidden = IN_PATH.matcher(text)
                    .replaceAll(match -> UUID.matcher(match.group().substring(match.end(1) - match.start()))
                                    .matches()
                            ? match.group().replace("$", "\\$")
                            : "$1...");
        }
        return BEARER.matcher(hidden).replaceAll("$1...");
    }
}
