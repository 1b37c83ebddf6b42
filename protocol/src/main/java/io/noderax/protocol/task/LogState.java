package io.noderax.protocol.task;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How complete a task's log is on the server (extension {@code log-batches}). */
public enum LogState {
    /** The task has not ended, or nobody has said where its log ends. */
    OPEN,
    /** The task has ended; some of its log is still on the node, or is not proven yet. */
    RECEIVING,
    /** Every byte that the task wrote is here; the hashes of both streams say so. */
    COMPLETE,
    /** All that the node has is here; what is missing is said where it is missing. */
    GAPS,
    /** What is here is not what the task wrote. */
    DAMAGED,
    /** It came line by line: there is nothing that proves it. */
    LINES,
    /** It was deleted because of its age. */
    EXPIRED;

    /** The wire's names. */
    public static final Map<String, LogState> BY_NAME = byName();

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether more of it may come. */
    public boolean mayGrow() {
        return this == OPEN || this == RECEIVING;
    }

    private static Map<String, LogState> byName() {
        Map<String, LogState> names = new LinkedHashMap<>();
        for (LogState state : values()) {
            names.put(state.wireName(), state);
        }
        return names;
    }
}
