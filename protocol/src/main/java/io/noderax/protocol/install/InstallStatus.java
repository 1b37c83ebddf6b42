package io.noderax.protocol.install;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What an installer may say of itself. */
public enum InstallStatus {
    INSTALLING,
    COMPLETED,
    FAILED;

    /** By the name on the wire, in the order in which the reference lists them. */
    public static final Map<String, InstallStatus> BY_NAME = byName();

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, InstallStatus> byName() {
        Map<String, InstallStatus> names = new LinkedHashMap<>();
        for (InstallStatus status : values()) {
            names.put(status.wireName(), status);
        }
        return Collections.unmodifiableMap(names);
    }
}
