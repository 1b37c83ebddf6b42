package io.noderax.cli.tasks;

import io.noderax.protocol.json.JsonObject;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a task has used, in words. */
final class ResourceWords {
    private static final double MIB = 1024 * 1024;

    private ResourceWords() {}

    /** Null when nobody has measured it. */
    static @Nullable String of(@Nullable Object result) {
        JsonObject used = result instanceof JsonObject members ? members.object("resources") : null;
        if (used == null) {
            return null;
        }
        StringJoiner words = new StringJoiner(", ");
        if (used.get("cpuMs") instanceof Long millis) {
            words.add(String.format(Locale.ROOT, "%.2f s of processor time", millis / 1000.0));
        }
        if (used.get("peakMemoryBytes") instanceof Long bytes) {
            words.add("at most " + size(bytes) + " of memory");
        } else if (used.get("largestProcessBytes") instanceof Long bytes) {
            words.add(size(bytes) + " of memory in its largest process");
        }
        if (used.get("outOfMemoryKills") instanceof Long kills && kills > 0) {
            words.add(kills + " killed because memory ran out");
        }
        return words.length() == 0 ? null : words.toString();
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
    }
}
