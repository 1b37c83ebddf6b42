package io.noderax.cli.top;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.telemetry.MetricView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Bytes a second between two samples; null where a counter is missing, or began again. */
record Rates(@Nullable Double received, @Nullable Double sent) {
    static final Rates UNKNOWN = new Rates(null, null);

    static Rates between(MetricView older, MetricView newer) {
        double seconds =
                Duration.between(older.recordedAt(), newer.recordedAt()).toNanos() / 1e9;
        if (seconds <= 0) {
            return UNKNOWN;
        }
        return new Rates(rate(older, newer, "rxBytes", seconds), rate(older, newer, "txBytes", seconds));
    }

    private static @Nullable Double rate(MetricView older, MetricView newer, String counter, double seconds) {
        Double before = number(older.networkStats(), counter);
        Double now = number(newer.networkStats(), counter);
        return before == null || now == null || now < before ? null : (now - before) / seconds;
    }

    /** The counters are numbers, or, being large, their text. */
    private static @Nullable Double number(JsonObject stats, String counter) {
        return switch (stats.get(counter)) {
            case Number number -> number.doubleValue();
            case String text when text.matches("[0-9]{1,18}") -> Double.valueOf(text);
            case null, default -> null;
        };
    }
}
