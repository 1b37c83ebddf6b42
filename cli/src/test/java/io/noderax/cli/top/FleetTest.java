package io.noderax.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.telemetry.MetricView;
import io.noderax.protocol.telemetry.MoreMeasures;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lines of the table, their order, and what is worked out of two samples. */
class FleetTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.randomUUID());

    private final NodeLine busy = line("busy").with(sample(80.25, NOW.minusSeconds(10), 1000));
    private final NodeLine idle = line("idle").with(sample(3.0, NOW.minusSeconds(10), 0));
    private final NodeLine unmeasured = line("a-new-one");

    @Test
    void theBusiestStandsFirstAndWhoHasNotMeasuredLast() {
        assertThat(names(SortBy.CPU)).containsExactly("busy", "idle", "a-new-one");
        assertThat(names(SortBy.NAME)).containsExactly("a-new-one", "busy", "idle");
        assertThat(SortBy.of('m')).isEqualTo(SortBy.MEMORY);
        assertThat(SortBy.of('x')).isNull();
    }

    @Test
    void aTableHasAlignedColumnsAndADashForWhatIsNotKnown() {
        assertThat(FleetTable.lines(List.of(busy, unmeasured), NOW, UnaryOperator.identity()))
                .containsExactly(
                        "HOSTNAME   STATUS  CPU%  MEM%  DISK%  LOAD  TEMP  RX/S  TX/S  TASKS  SEEN",
                        "busy       online  80.3  50.0  25.0   -     -     -     -     0      10s ago",
                        "a-new-one  online  -     -     -      -     -     -     -     0      never");
    }

    @Test
    void twoSamplesMakeARateAndACounterThatBeganAgainMakesNone() {
        NodeLine later = busy.with(sample(1.0, NOW, 21_480));
        assertThat(later.received()).isEqualTo(2048);
        assertThat(FleetTable.bytes(later.received())).isEqualTo("2.0K");
        assertThat(later.with(sample(1.0, NOW.plusSeconds(10), 5)).received()).isNull();
    }

    @Test
    void anOlderSampleChangesNothing() {
        assertThat(busy.with(sample(1.0, NOW.minusSeconds(20), 0))).isSameAs(busy);
    }

    private List<String> names(SortBy sort) {
        return List.of(unmeasured, idle, busy).stream()
                .sorted(sort.order())
                .map(NodeLine::hostname)
                .toList();
    }

    private static NodeLine line(String hostname) {
        return new NodeLine(new NodeId(UUID.randomUUID()), hostname, hostname, "online", null, null, null, null, 0);
    }

    private static MetricView sample(@Nullable Double cpu, Instant at, long received) {
        JsonObject network =
                JsonObject.builder().put("rxBytes", received).put("txBytes", 0).build();
        return new MetricView(
                UUID.randomUUID(),
                WORKSPACE,
                new NodeId(UUID.randomUUID()),
                cpu,
                50.0,
                25.0,
                null,
                network,
                MoreMeasures.NONE,
                at);
    }
}
