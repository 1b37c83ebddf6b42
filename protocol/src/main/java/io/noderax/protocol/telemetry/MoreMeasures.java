package io.noderax.protocol.telemetry;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What our own agent tells beyond the reference's measures; only to a server that announces the extension telemetry.
 *
 * @param swapUsage in percent; null without swap
 * @param cpuPressure null on a kernel that does not count it, as the other two
 */
public record MoreMeasures(
        @Nullable Double load1,
        @Nullable Double load5,
        @Nullable Double load15,
        @Nullable Long uptimeSeconds,
        @Nullable Double swapUsage,
        @Nullable Pressure cpuPressure,
        @Nullable Pressure memoryPressure,
        @Nullable Pressure ioPressure) {
    public static final MoreMeasures NONE = new MoreMeasures(null, null, null, null, null, null, null, null);

    private static final double MOST = 1e9;

    private record Pressures(
            @Nullable Pressure cpu,
            @Nullable Pressure memory,
            @Nullable Pressure io) {
        private static final Pressures NONE = new Pressures(null, null, null);

        static Pressures read(Fields fields) {
            return new Pressures(
                    fields.optional("cpu", Pressure::read),
                    fields.optional("memory", Pressure::read),
                    fields.optional("io", Pressure::read));
        }
    }

    public static MoreMeasures read(Fields fields) {
        Pressures told = fields.optional("pressure", Pressures::read);
        Pressures pressures = told == null ? Pressures.NONE : told;
        return new MoreMeasures(
                fields.optionalNumber("load1", 0, MOST),
                fields.optionalNumber("load5", 0, MOST),
                fields.optionalNumber("load15", 0, MOST),
                fields.optionalInteger("uptimeSeconds", 0, Long.MAX_VALUE),
                fields.optionalNumber("swapUsage", 0, 100),
                pressures.cpu(),
                pressures.memory(),
                pressures.io());
    }

    /** Adds what is told. */
    public void into(JsonObject.Builder json) {
        json.putIfPresent("load1", load1)
                .putIfPresent("load5", load5)
                .putIfPresent("load15", load15)
                .putIfPresent("uptimeSeconds", uptimeSeconds)
                .putIfPresent("swapUsage", swapUsage);
        JsonObject pressure = JsonObject.builder()
                .putIfPresent("cpu", cpuPressure)
                .putIfPresent("memory", memoryPressure)
                .putIfPresent("io", ioPressure)
                .build();
        json.putIfPresent("pressure", pressure.isEmpty() ? null : pressure);
    }
}
