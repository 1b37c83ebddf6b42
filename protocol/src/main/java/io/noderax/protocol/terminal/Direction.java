package io.noderax.protocol.terminal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Who wrote a piece of output; a terminal itself knows {@link #STDOUT} only. */
public enum Direction {
    STDOUT,
    STDERR,
    SYSTEM;

    /** The wire's names. */
    public static final Map<String, Direction> BY_NAME = byName();

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Direction> byName() {
        Map<String, Direction> names = new LinkedHashMap<>();
        for (Direction direction : values()) {
            names.put(direction.wireName(), direction);
        }
        return names;
    }
}
