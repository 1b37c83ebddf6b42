package io.noderax.server.events;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How much an event wants attention (wire contract, 6.4). */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    static final Map<String, Severity> BY_NAME = byName();

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Severity> byName() {
        Map<String, Severity> names = new LinkedHashMap<>();
        for (Severity severity : values()) {
            names.put(severity.wireName(), severity);
        }
        return names;
    }
}
