package io.noderax.server.http;

import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The cookie in which the console's page keeps its session: no script can read it, and no other site's page sends it. */
public final class SessionCookie {
    public static final String NAME = "noderax_session";

    private SessionCookie() {}

    /** @param secure whether the browser may send it over HTTPS only */
    public static NewCookie keep(String token, Duration lifetime, boolean secure) {
        return cookie(token, Math.toIntExact(lifetime.toSeconds()), secure);
    }

    public static NewCookie forget(boolean secure) {
        return cookie("", 0, secure);
    }

    /** The token in a {@code Cookie} header; null when it has none. */
    public static @Nullable String of(@Nullable String header) {
        if (header == null) {
            return null;
        }
        for (String pair : header.split(";", -1)) {
            String[] parts = pair.strip().split("=", 2);
            if (parts.length == 2 && parts[0].equals(NAME) && !parts[1].isBlank()) {
                return parts[1].strip();
            }
        }
        return null;
    }

    private static NewCookie cookie(String value, int maxAge, boolean secure) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
