package io.noderax.protocol.terminal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where a piece of a transcript comes from (wire contract, 5.5). */
public enum ChunkDirection {
    /** What was typed. */
    STDIN,
    STDOUT,
    STDERR,
    /** A word of the server or the agent about the session. */
    SYSTEM;

    /** The wire's names. */
    public static final Map<String, ChunkDirection> BY_NAME = byName();

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the shell wrote it. */
    public boolean isOutput() {
        return this == STDOUT || this == STDERR;
    }

    private static Map<String, ChunkDirection> byName() {
        Map<String, ChunkDirection> names = new LinkedHashMap<>();
        for (ChunkDirection direction : values()) {
            names.put(direction.wireName(), direction);
        }
        return names;
    }
}
