package io.noderax.linux;

import org.jspecify.annotations.Nullable;

/**
 * What the processes of a command have used; null where nobody has measured it.
 *
 * @param cpuMillis processor time: of all of them in a control group, else of those that were waited for
 * @param peakMemory the most memory that all of them had together, in bytes; only a control group knows it
 * @param largestProcess the most memory that a single one of them had, in bytes
 * @param memoryKills how many of them were killed because memory was short; only a control group knows it
 */
public record ResourceUse(
        @Nullable Long cpuMillis,
        @Nullable Long peakMemory,
        @Nullable Long largestProcess,
        @Nullable Long memoryKills) {
    public static final ResourceUse UNKNOWN = new ResourceUse(null, null, null, null);

    /** What is known here, and for the rest what the other one knows. */
    public ResourceUse or(ResourceUse other) {
        return new ResourceUse(
                cpuMillis == null ? other.cpuMillis : cpuMillis,
                peakMemory == null ? other.peakMemory : peakMemory,
                largestProcess == null ? other.largestProcess : largestProcess,
                memoryKills == null ? other.memoryKills : memoryKills);
    }
}
