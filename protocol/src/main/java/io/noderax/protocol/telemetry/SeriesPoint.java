package io.noderax.protocol.telemetry;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node's measures in one step of time; percentages as in {@link MetricView}.
 *
 * @param at its beginning
 * @param samples how many it is made of
 * @param rxBytes received in it; null when nothing was told, or the counter began anew
 */
public record SeriesPoint(
        Instant at,
        long samples,
        Span cpu,
        @Nullable Double memoryAverage,
        @Nullable Double memoryMost,
        @Nullable Double diskAverage,
        @Nullable Double diskMost,
        @Nullable Double temperatureMost,
        @Nullable Long rxBytes,
        @Nullable Long txBytes,
        @Nullable Double load1,
        @Nullable Double swap,
        Pressure pressure)
        implements JsonMessage {
    /** A measure that moves quickly. */
    public record Span(
            @Nullable Double average,
            @Nullable Double least,
            @Nullable Double most) {}

    /** Percent of the time in which something waited. */
    public record Pressure(
            @Nullable Double cpu,
            @Nullable Double memory,
            @Nullable Double io) {}

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("at", at)
                .put("samples", samples)
                .put("cpuAvg", cpu.average())
                .put("cpuMin", cpu.least())
                .put("cpuMax", cpu.most())
                .put("memoryAvg", memoryAverage)
                .put("memoryMax", memoryMost)
                .put("diskAvg", diskAverage)
                .put("diskMax", diskMost)
                .put("temperatureMax", temperatureMost)
                .put("rxBytes", rxBytes)
                .put("txBytes", txBytes)
                .put("load1Avg", load1)
                .put("swapAvg", swap)
                .put("pressureCpuAvg", pressure.cpu())
                .put("pressureMemoryAvg", pressure.memory())
                .put("pressureIoAvg", pressure.io())
                .build();
    }
}
