package io.noderax.protocol.task;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where a task stands (wire contract, 1.9). */
public enum TaskStatus {
    QUEUED,
    /** Claimed by an agent, not yet started. */
    ACCEPTED,
    /** The old name of {@link #ACCEPTED}, still read. */
    CLAIMED,
    RUNNING,
    SUCCESS,
    FAILED,
    CANCELLED;

    /** The wire's names. */
    public static final Map<String, TaskStatus> BY_NAME = byName();

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing follows. */
    public boolean isFinal() {
        return switch (this) {
            case SUCCESS, FAILED, CANCELLED -> true;
            case QUEUED, ACCEPTED, CLAIMED, RUNNING -> false;
        };
    }

    private static Map<String, TaskStatus> byName() {
        Map<String, TaskStatus> names = new LinkedHashMap<>();
        for (TaskStatus status : values()) {
            names.put(status.wireName(), status);
        }
        return names;
    }
}
