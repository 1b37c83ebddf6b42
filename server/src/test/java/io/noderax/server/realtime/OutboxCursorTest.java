package io.noderax.server.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that is committed late is missed, and what never comes is not asked for for ever. */
class OutboxCursorTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aNumberThatWasLeftOutIsAskedForUntilItComes() {
        OutboxCursor cursor = new OutboxCursor(10);

        cursor.read(List.of(11L, 14L), NOW);
        assertThat(cursor.last()).isEqualTo(14);
        assertThat(cursor.missing()).containsExactlyInAnyOrder(12L, 13L);

        cursor.read(List.of(13L), NOW.plusSeconds(1));
        assertThat(cursor.last()).isEqualTo(14);
        assertThat(cursor.missing()).containsExactly(12L);
    }

    @Test
    void whatWasRolledBackIsForgottenAfterAMinute() {
        OutboxCursor cursor = new OutboxCursor(0);
        cursor.read(List.of(5L), NOW);

        cursor.read(List.of(6L), NOW.plus(OutboxCursor.PATIENCE).plusSeconds(1));

        assertThat(cursor.missing()).isEmpty();
    }
}
