package io.noderax.agent.telemetry;

/**
 * How long processors have worked, and how long they could have, in one unit, since some moment.
 *
 * @param busy counted up to now
 * @param total counted up to now
 */
record CpuTimes(double busy, double total) {
    /** The first line of {@code /proc/stat}: user nice system idle iowait irq softirq steal; guests are in user already. */
    static CpuTimes parse(String stat) {
        Numbers numbers = new Numbers(stat);
        if (!numbers.skipTo("cpu ")) {
            throw new IllegalArgumentException("no line cpu");
        }
        long total = 0;
        long idle = 0;
        for (int field = 0; field < 8 && numbers.hasNext(); field++) {
            long ticks = numbers.next();
            total += ticks;
            idle += field == 3 || field == 4 ? ticks : 0;
        }
        return new CpuTimes(total - idle, total);
    }

    /** Under a quota ({@code cpu.max}: quota and period in microseconds) that is what could have been worked. */
    static CpuTimes ofQuota(String cpuMax, String cpuStat, long nowNanos) {
        Numbers max = new Numbers(cpuMax);
        double processors = (double) max.next() / max.next();
        Numbers stat = new Numbers(cpuStat);
        if (!stat.skipTo("usage_usec")) {
            throw new IllegalArgumentException("no line usage_usec");
        }
        return new CpuTimes(stat.next(), nowNanos / 1e3 * processors);
    }

    /** The share of the time since the earlier reading, in percent; NaN when no time has gone by. */
    double percentSince(CpuTimes before) {
        double share = 100 * (busy - before.busy) / (total - before.total);
        return total <= before.total ? Double.NaN : Math.clamp(share, 0, 100);
    }
}
