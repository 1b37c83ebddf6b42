package io.noderax.protocol.terminal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where a terminal session stands (wire contract, 4.2). */
public enum TerminalStatus {
    /** The agent was asked for a shell. */
    PENDING,
    OPEN,
    /** The agent was asked to end the shell. */
    TERMINATING,
    CLOSED,
    /** There was no shell, or it was lost by a fault. */
    FAILED;

    /** The wire's names. */
    public static final Map<String, TerminalStatus> BY_NAME = byName();

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there may be a shell. */
    public boolean isLive() {
        return switch (this) {
            case PENDING, OPEN, TERMINATING -> true;
            case CLOSED, FAILED -> false;
        };
    }

    private static Map<String, TerminalStatus> byName() {
        Map<String, TerminalStatus> names = new LinkedHashMap<>();
        for (TerminalStatus status : values()) {
            names.put(status.wireName(), status);
        }
        return names;
    }
}
