package io.noderax.protocol.update;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where a rollout stands; of those that run or are paused there is one at most. */
public enum RolloutStatus {
    RUNNING,
    PAUSED,
    COMPLETED,
    CANCELLED;

    /** By the name on the wire. */
    public static final Map<String, RolloutStatus> BY_NAME = byName();

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isActive() {
        return this == RUNNING || this == PAUSED;
    }

    private static Map<String, RolloutStatus> byName() {
        Map<String, RolloutStatus> names = new LinkedHashMap<>();
        for (RolloutStatus status : values()) {
            names.put(status.wireName(), status);
        }
        return Collections.unmodifiableMap(names);
    }
}
