package io.noderax.protocol.task;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a task ended on the node, as the agent reports it (wire contract, 1.7). */
public enum Outcome {
    SUCCESS,
    FAILED,
    CANCELLED,
    /** Another spelling of {@link #CANCELLED}, still read. */
    CANCELED,
    TIMEOUT;

    /** The wire's names. */
    public static final Map<String, Outcome> BY_NAME = byName();

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that the task then has: a timeout is a failure with that reason. */
    public TaskStatus status() {
        return switch (this) {
            case SUCCESS -> TaskStatus.SUCCESS;
            case FAILED, TIMEOUT -> TaskStatus.FAILED;
            case CANCELLED, CANCELED -> TaskStatus.CANCELLED;
        };
    }

    private static Map<String, Outcome> byName() {
        Map<String, Outcome> names = new LinkedHashMap<>();
        for (Outcome outcome : values()) {
            names.put(outcome.wireName(), outcome);
        }
        return names;
    }
}
