package io.noderax.protocol.update;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far a node of a rollout is (wire contract, 3.9). */
public enum UpdateStatus {
    PENDING,
    DISPATCHED,
    DOWNLOADING,
    VERIFYING,
    INSTALLING,
    RESTARTING,
    WAITING_FOR_RECONNECT,
    COMPLETED,
    FAILED,
    SKIPPED,
    CANCELLED;

    /** What an updater may say of itself, by the name on the wire: {@code completed} is for the server to see. */
    public static final Map<String, UpdateStatus> REPORTABLE =
            byName(List.of(DISPATCHED, DOWNLOADING, VERIFYING, INSTALLING, RESTARTING, WAITING_FOR_RECONNECT, FAILED));

    /** By the name on the wire. */
    public static final Map<String, UpdateStatus> BY_NAME = byName(List.of(values()));

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing comes after it by itself. */
    public boolean isFinal() {
        return switch (this) {
            case COMPLETED, FAILED, SKIPPED, CANCELLED -> true;
            case PENDING, DISPATCHED, DOWNLOADING, VERIFYING, INSTALLING, RESTARTING, WAITING_FOR_RECONNECT -> false;
        };
    }

    /** Whether the node works on it. */
    public boolean isActive() {
        return this != PENDING && !isFinal();
    }

    private static Map<String, UpdateStatus> byName(List<UpdateStatus> statuses) {
        Map<String, UpdateStatus> names = new LinkedHashMap<>();
        statuses.forEach(status -> names.put(status.wireName(), status));
        return Collections.unmodifiableMap(names);
    }
}
