package io.noderax.server.auth;

import java.util.Locale;

/** What a person may do on the whole platform (wire contract, 0.4). */
public enum PlatformRole {
    /** Counts as owner of every workspace. */
    PLATFORM_ADMIN,
    USER;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PlatformRole of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
