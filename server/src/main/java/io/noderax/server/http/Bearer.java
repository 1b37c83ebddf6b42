package io.noderax.server.http;

import org.jspecify.annotations.Nullable;

/** The token of an {@code Authorization: Bearer} header; the scheme's case does not matter. */
public final class Bearer {
    private static final String SCHEME = "bearer ";

    private Bearer() {}

    /** Null when the header is absent, of another scheme, or has no token. */
    public static @Nullable String of(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = authorization.substring(SCHEME.length()).strip();
        return token.isEmpty() ? null : token;
    }
}
