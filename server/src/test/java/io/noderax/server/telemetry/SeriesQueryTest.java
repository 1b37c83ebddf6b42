package io.noderax.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A stretch of time is read with steps that make sense, or refused with what would. */
class SeriesQueryTest {
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    @Test
    void withoutAnythingItIsTheLastHourInAboutThreeHundredSteps() {
        SeriesQuery query = read(JsonObject.EMPTY);

        assertThat(query.from()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(query.to()).isEqualTo(NOW);
        assertThat(query.width()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void tooManyStepsAreRefusedWithTheStepThatFits() {
        JsonObject aDayInSeconds = JsonObject.builder()
                .put("from", "2026-01-01T00:00:00Z")
                .put("step", 1)
                .build();
        assertThatThrownBy(() -> read(aDayInSeconds))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("step must be at least 18");
    }

    @Test
    void aStretchThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> read(JsonObject.of("from", "2026-01-03T00:00:00Z")))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("from must be before to");
    }

    private static SeriesQuery read(JsonObject query) {
        return Fields.read(query, Fields.Unknown.REFUSED, fields -> SeriesQuery.read(fields, NOW));
    }
}
