package io.noderax.protocol.rootaccess;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which of the three surfaces (operational, task, terminal) may use root; every combination has a name (wire contract, 1.11). */
public enum RootProfile {
    OFF,
    OPERATIONAL,
    TASK,
    TERMINAL,
    OPERATIONAL_TASK,
    OPERATIONAL_TERMINAL,
    TASK_TERMINAL,
    ALL;

    /** The wire's names, in the order in which error messages list them. */
    public static final Map<String, RootProfile> BY_NAME = byName();

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it covers the surface: {@code operational}, {@code task} or {@code terminal}. */
    public boolean allows(String surface) {
        return this == ALL || Set.of(wireName().split("_")).contains(surface);
    }

    private static Map<String, RootProfile> byName() {
        Map<String, RootProfile> names = new LinkedHashMap<>();
        for (RootProfile profile : values()) {
            names.put(profile.wireName(), profile);
        }
        return names;
    }
}
