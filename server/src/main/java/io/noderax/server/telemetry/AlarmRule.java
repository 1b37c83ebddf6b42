package io.noderax.server.telemetry;

import io.noderax.server.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a measure is too high. An alarm begins when it has been at the limit or above for {@link #HOLD}; when the sample before is
 * older than that, one suffices. It ends when the measure has been below the limit by {@link #MARGIN} for {@link #RELEASE}.
 *
 * @param type of the event, for instance {@code high.cpu} (wire contract, 6.4)
 * @param measure in words
 * @param limit in percent
 */
record AlarmRule(String type, String measure, double limit) {
    static final Duration HOLD = Duration.ofSeconds(10);
    static final Duration RELEASE = Duration.ofSeconds(60);
    static final double MARGIN = 5;

    /** That much above the limit it is critical (wire contract, 1.5). */
    private static final double CRITICAL_ABOVE = 5;

    /**
     * What is remembered of one node and measure.
     *
     * @param open how severe the alarm is; null when there is none
     * @param at of the last sample
     * @param highSince since when every sample was at the limit; null when the last was not
     * @param criticalSince likewise for the critical limit
     * @param lowSince since when every sample was well below it; null when the last was not
     */
    record State(
            @Nullable Severity open,
            Instant at,
            @Nullable Instant highSince,
            @Nullable Instant criticalSince,
            @Nullable Instant lowSince) {}

    /** The state after a sample. Its {@code open} may differ from the one before: then the alarm begins, changes or ends. */
    State next(@Nullable State before, @Nullable Severity open, double value, Instant at) {
        boolean isRare = before != null && Duration.between(before.at(), at).compareTo(HOLD) >= 0;
        Instant high = value < limit ? null : since(before == null ? null : before.highSince(), at);
        Instant critical =
                value < limit + CRITICAL_ABOVE ? null : since(before == null ? null : before.criticalSince(), at);
        Instant low = value >= limit - MARGIN ? null : since(before == null ? null : before.lowSince(), at);
        return new State(severity(open, isRare, high, critical, low, at), at, high, critical, low);
    }

    private static @Nullable Severity severity(
            @Nullable Severity open,
            boolean isRare,
            @Nullable Instant high,
            @Nullable Instant critical,
            @Nullable Instant low,
            Instant at) {
        if (lasts(critical, HOLD, isRare, at)) {
            return Severity.CRITICAL;
        }
        if (open == null) {
            return lasts(high, HOLD, isRare, at) ? Severity.WARNING : null;
        }
        return lasts(low, RELEASE, false, at) ? null : open;
    }

    private static boolean lasts(@Nullable Instant since, Duration least, boolean isRare, Instant at) {
        return since != null && (isRare || Duration.between(since, at).compareTo(least) >= 0);
    }

    private static Instant since(@Nullable Instant before, Instant at) {
        return Objects.requireNonNullElse(before, at);
    }
}
