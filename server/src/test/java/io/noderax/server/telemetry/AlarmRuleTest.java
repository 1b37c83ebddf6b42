package io.noderax.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.server.events.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** An alarm begins once and ends once, however the measure shakes. */
class AlarmRuleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AlarmRule rule = new AlarmRule("high.cpu", "CPU", 90);

    @Test
    void aSpikeOfAFewSecondsIsNone() {
        assertThat(changes(2, 60, i -> i % 10 < 4 ? 99 : 20)).isEmpty();
    }

    @Test
    void whatStaysHighBeginsOnceAfterTenSeconds() {
        assertThat(changes(2, 1_000, i -> 92)).containsExactly("WARNING at 10 s");
    }

    @Test
    void shakingAboutTheLimitBeginsOnceAndDoesNotEnd() {
        assertThat(changes(2, 1_000, i -> i < 10 ? 92 : i % 2 == 0 ? 91 : 88)).containsExactly("WARNING at 10 s");
    }

    @Test
    void muchAboveTheLimitIsCritical() {
        assertThat(changes(2, 100, i -> i < 20 ? 92 : 96)).containsExactly("WARNING at 10 s", "CRITICAL at 50 s");
    }

    @Test
    void itEndsAfterAMinuteWellBelow() {
        assertThat(changes(2, 200, i -> i < 20 ? 92 : 50)).containsExactly("WARNING at 10 s", "null at 100 s");
    }

    @Test
    void ofANodeThatSaysLittleTheNextSampleSuffices() {
        assertThat(changes(60, 3, i -> i == 0 ? 10 : 97)).containsExactly("CRITICAL at 60 s");
    }

    private List<String> changes(int secondsBetween, int samples, IntToDoubleFunction measure) {
        List<String> changes = new ArrayList<>();
        AlarmRule.State state = null;
        Severity open = null;
        for (int i = 0; i < samples; i++) {
            Instant at = START.plusSeconds((long) i * secondsBetween);
            state = rule.next(state, open, measure.applyAsDouble(i), at);
            if (state.open() != open) {
                open = state.open();
                changes.add(open + " at " + i * secondsBetween + " s");
            }
        }
        return changes;
    }
}
