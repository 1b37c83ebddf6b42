package io.noderax.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all processes of a control group may use together; null stands for no limit.
 *
 * @param memoryBytes beyond which one of them is killed, and the others with it
 * @param processors as a share of one: 0.5 is half of one, 2 is two
 * @param processes how many there may be, threads counted
 */
public record ResourceLimits(
        @Nullable Long memoryBytes,
        @Nullable Double processors,
        @Nullable Long processes) {
    public static final ResourceLimits NONE = new ResourceLimits(null, null, null);

    public boolean isNone() {
        return equals(NONE);
    }

    /** Of each limit the lower one. */
    public ResourceLimits and(ResourceLimits other) {
        return new ResourceLimits(
                lower(memoryBytes, other.memoryBytes),
                lower(processors, other.processors),
                lower(processes, other.processes));
    }

    /** The kernel's controllers that it takes to hold them. */
    List<String> controllers() {
        List<String> needed = new ArrayList<>(3);
        if (memoryBytes != null) {
            needed.add("memory");
        }
        if (processors != null) {
            needed.add("cpu");
        }
        if (processes != null) {
            needed.add("pids");
        }
        return needed;
    }

    private static <T extends Comparable<T>> @Nullable T lower(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
