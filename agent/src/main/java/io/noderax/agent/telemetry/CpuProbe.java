package io.noderax.agent.telemetry;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How busy the processors were since the reading before. One thread. */
final class CpuProbe {
    private final KernelFiles files;
    private final LongSupplier nanos;
    private @Nullable CpuTimes before;
    private boolean beforeUnderQuota;

    CpuProbe(KernelFiles files, LongSupplier nanos) {
        this.files = files;
        this.nanos = nanos;
    }

    /** In percent; null when it cannot be told yet. */
    @Nullable
    Double read() {
        String max = files.text("sys/fs/cgroup/cpu.max");
        String usage = max == null || max.startsWith("max") ? null : files.text("sys/fs/cgroup/cpu.stat");
        boolean underQuota = max != null && usage != null;
        CpuTimes now = max != null && usage != null ? CpuTimes.ofQuota(max, usage, nanos.getAsLong()) : ofMachine();
        CpuTimes earlier = underQuota == beforeUnderQuota ? before : null;
        before = now;
        beforeUnderQuota = underQuota;
        double percent = earlier == null ? Double.NaN : now.percentSince(earlier);
        return Double.isNaN(percent) ? null : Double.valueOf(percent);
    }

    private CpuTimes ofMachine() {
        String stat = files.text("proc/stat");
        if (stat == null) {
            throw new IllegalArgumentException("/proc/stat cannot be read");
        }
        return CpuTimes.parse(stat);
    }
}
