package io.noderax.server.telemetry;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One part of a table that is cut by time.
 *
 * @param name the table's, and the number of widths since 1970
 */
record Partition(String table, String name, Instant from, Instant to) {
    static Partition of(String table, Duration width, long index) {
        Instant from = Instant.ofEpochSecond(index * width.toSeconds());
        return new Partition(table, table + "_p" + index, from, from.plus(width));
    }

    /** Null when the name is not one of these. */
    static @Nullable Partition named(String table, Duration width, String name) {
        String start = table + "_p";
        if (!name.startsWith(start) || !name.substring(start.length()).matches("[0-9]{1,12}")) {
            return null;
        }
        return of(table, width, Long.parseLong(name.substring(start.length())));
    }
}
