package io.noderax.agent.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How long a server asks to wait, in either form, and never without bounds. */
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void secondsAreTakenAsTheyAre() {
        assertThat(at(NOW).read(" 7 ")).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aDateIsTheTimeUntilThenByTheClockOfTheMachine() {
        String date = "Tue, 24 Nov 2026 12:00:30 GMT";

        assertThat(at(NOW).read(date)).isEqualTo(Duration.ofSeconds(30));
        assertThat(at(NOW.plusSeconds(20)).read(date)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aClockThatIsADayOffNeitherWaitsADayNorGoesBack() {
        String date = "Tue, 24 Nov 2026 12:00:30 GMT";

        assertThat(at(NOW.minus(Duration.ofDays(1))).read(date)).isEqualTo(Duration.ofMinutes(5));
        assertThat(at(NOW.plus(Duration.ofDays(1))).read(date)).isZero();
    }

    @Test
    void nonsenseAndNothingAreFiveSeconds() {
        assertThat(at(NOW).read("soon")).isEqualTo(Duration.ofSeconds(5));
        assertThat(at(NOW).read(null)).isEqualTo(Duration.ofSeconds(5));
        assertThat(at(NOW).read("-3")).isZero();
        assertThat(at(NOW).read("999999")).isEqualTo(Duration.ofMinutes(5));
    }

    private static RetryAfter at(Instant now) {
        return new RetryAfter(Clock.fixed(now, ZoneOffset.UTC));
    }
}
