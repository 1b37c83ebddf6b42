package io.noderax.agent.controlplane;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or an HTTP date; five seconds where it says nothing, five minutes at most. */
record RetryAfter(Clock clock) {
    private static final Duration UNSAID = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    Duration read(@Nullable String header) {
        if (header == null) {
            return UNSAID;
        }
        Duration named = parse(header.strip());
        if (named.isNegative()) {
            return Duration.ZERO;
        }
        return named.compareTo(LONGEST) > 0 ? LONGEST : named;
    }

    private Duration parse(String text) {
        try {
            return Duration.ofSeconds(Long.parseLong(text));
        } catch (NumberFormatException notSeconds) {
            try {
                ZonedDateTime until =
                        ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT));
                return Duration.between(clock.instant(), until);
            } catch (DateTimeException notDate) {
                return UNSAID;
            }
        }
    }
}
