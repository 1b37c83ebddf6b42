package io.noderax.agent.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * What of the memory is in use.
 *
 * @param percent of the memory, or of the limit where there is a lower one
 * @param swapPercent null without swap
 */
record MemoryUse(double percent, @Nullable Double swapPercent) {
    private static final long KIB = 1024;

    static MemoryUse read(KernelFiles files) {
        String memory = files.text("proc/meminfo");
        if (memory == null) {
            throw new IllegalArgumentException("/proc/meminfo cannot be read");
        }
        return parse(
                memory,
                files.text("sys/fs/cgroup/memory.max"),
                files.text("sys/fs/cgroup/memory.current"),
                files.text("sys/fs/cgroup/memory.stat"));
    }

    /** Of a limited group, what the page cache would give back at once does not count as used. */
    static MemoryUse parse(String memory, @Nullable String max, @Nullable String current, @Nullable String groupStat) {
        long total = kib(memory, "MemTotal:");
        long available = kib(memory, "MemAvailable:");
        double percent = percent(total - available, total);
        boolean limited = max != null && current != null && !max.startsWith("max");
        if (limited && max != null && current != null) {
            long limit = new Numbers(max).next();
            Numbers stat = new Numbers(groupStat == null ? "" : groupStat);
            long cached = stat.skipTo("inactive_file") ? stat.next() : 0;
            if (limit < total * KIB) {
                percent = percent(new Numbers(current).next() - cached, limit);
            }
        }
        long swap = kib(memory, "SwapTotal:");
        return new MemoryUse(
                percent, swap == 0 ? null : Double.valueOf(percent(swap - kib(memory, "SwapFree:"), swap)));
    }

    private static long kib(String memory, String name) {
        Numbers numbers = new Numbers(memory);
        if (!numbers.skipTo(name)) {
            throw new IllegalArgumentException("no line " + name);
        }
        return numbers.next();
    }

    private static double percent(long used, long total) {
        return total <= 0 ? 0 : Math.clamp(100.0 * used / total, 0, 100);
    }
}
