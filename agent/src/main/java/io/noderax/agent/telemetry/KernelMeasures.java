package io.noderax.agent.telemetry;

import io.noderax.protocol.telemetry.MoreMeasures;
import io.noderax.protocol.telemetry.Pressure;
import org.jspecify.annotations.Nullable;

/** What goes beyond the reference's measures: load, uptime, swap and pressure; each of them may be missing. */
final class KernelMeasures {
    private KernelMeasures() {}

    static MoreMeasures read(KernelFiles files, @Nullable Double swapPercent) {
        double[] loads = loads(files.text("proc/loadavg"));
        return new MoreMeasures(
                loads == null ? null : Double.valueOf(loads[0]),
                loads == null ? null : Double.valueOf(loads[1]),
                loads == null ? null : Double.valueOf(loads[2]),
                uptime(files.text("proc/uptime")),
                swapPercent,
                pressure(files.text("proc/pressure/cpu")),
                pressure(files.text("proc/pressure/memory")),
                pressure(files.text("proc/pressure/io")));
    }

    @SuppressWarnings("ReturnsNullArray")
    static double @Nullable [] loads(@Nullable String loadavg) {
        if (loadavg == null) {
            return null;
        }
        Numbers numbers = new Numbers(loadavg);
        return new double[] {numbers.decimal(), numbers.decimal(), numbers.decimal()};
    }

    static @Nullable Long uptime(@Nullable String uptime) {
        return uptime == null ? null : Long.valueOf((long) new Numbers(uptime).decimal());
    }

    /** PSI: a line {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0}, and mostly one {@code full}. */
    static @Nullable Pressure pressure(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        Numbers numbers = new Numbers(text);
        double some10 = average(numbers, "avg10=");
        double some60 = average(numbers, "avg60=");
        double some300 = average(numbers, "avg300=");
        if (!numbers.skipTo("full")) {
            return new Pressure(some10, some60, some300, null, null, null);
        }
        return new Pressure(
                some10,
                some60,
                some300,
                average(numbers, "avg10="),
                average(numbers, "avg60="),
                average(numbers, "avg300="));
    }

    private static double average(Numbers numbers, String name) {
        if (!numbers.skipTo(name)) {
            throw new IllegalArgumentException("no " + name);
        }
        return numbers.decimal();
    }
}
