package io.noderax.server.telemetry;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which stretch of a node's measures, and in how wide steps.
 *
 * @param step null: as wide as makes about {@link #USUAL_POINTS} points
 */
record SeriesQuery(Instant from, Instant to, @Nullable Duration step) {
    static final int MOST_POINTS = 5_000;
    private static final int USUAL_POINTS = 300;
    private static final Duration USUAL_STRETCH = Duration.ofHours(1);
    private static final long LONGEST_STEP = Duration.ofDays(366).toSeconds();
    private static final List<Long> NICE_SECONDS =
            List.of(2L, 5L, 10L, 30L, 60L, 120L, 300L, 600L, 1800L, 3600L, 7200L, 21_600L, 43_200L, 86_400L);

    static SeriesQuery read(Fields fields, Instant now) {
        Instant from = fields.optionalInstant("from");
        Instant to = fields.optionalInstant("to");
        Long step = fields.optionalInteger("step", 1, LONGEST_STEP);
        Instant end = to == null ? now : to;
        return new SeriesQuery(
                from == null ? end.minus(USUAL_STRETCH) : from, end, step == null ? null : Duration.ofSeconds(step));
    }

    SeriesQuery {
        if (!from.isBefore(to)) {
            throw new InvalidFields(List.of("from must be before to (got " + from + " and " + to + ")"));
        }
        if (step != null && Duration.between(from, to).dividedBy(step) > MOST_POINTS) {
            throw new InvalidFields(List.of("step must be at least "
                    + (Duration.between(from, to).toSeconds() / MOST_POINTS + 1) + " for this stretch: at most "
                    + MOST_POINTS + " points are answered (got " + step.toSeconds() + ")"));
        }
    }

    /** How wide the steps are. */
    Duration width() {
        if (step != null) {
            return step;
        }
        long wanted = Duration.between(from, to).toSeconds() / USUAL_POINTS;
        return Duration.ofSeconds(NICE_SECONDS.stream()
                .filter(seconds -> seconds >= wanted)
                .findFirst()
                .orElse(Math.max(wanted, 1)));
    }
}
