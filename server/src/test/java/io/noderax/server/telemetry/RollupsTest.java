package io.noderax.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.telemetry.MetricView;
import io.noderax.protocol.telemetry.MoreMeasures;
import io.noderax.protocol.telemetry.SeriesPoint;
import io.noderax.server.events.Severity;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Samples become minutes and hours, are read over time, and are dropped in parts; on a real PostgreSQL. */
class RollupsTest {
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));

    private final Database database = TestDatabase.shared().database();
    private final MetricStore metrics = new MetricStore();
    private final RollupStore rollups = new RollupStore();
    private final SeriesStore series = new SeriesStore();
    private final PartitionStore partitions = new PartitionStore();
    private NodeId node;
    private WorkspaceId workspace;

    @BeforeEach
    void makeNode() {
        MetricTimes times = new MetricTimes(Duration.ofHours(24), Duration.ofDays(14), Duration.ofDays(400));
        new Partitions(database, partitions, times, InstantSource.system()).make();
        UUID owner = database.run(
                db -> db.createQuery("insert into workspaces (name, slug) values ('measured', :slug) returning id")
                        .bind("slug", UUID.randomUUID().toString())
                        .mapTo(UUID.class)
                        .one());
        UUID id = database.run(db ->
                db.createQuery("""
                        insert into nodes (workspace_id, name, hostname, os, arch)
                        values (:workspace, 'measured', 'measured', 'debian', 'amd64') returning id
                        """).bind("workspace", owner).mapTo(UUID.class).one());
        workspace = new WorkspaceId(owner);
        node = new NodeId(id);
    }

    @Test
    void anHourOfSamplesBecomesMinutesAndThenAnHour() {
        List<MetricView> samples = new ArrayList<>();
        for (int second = 0; second < 3600; second += 10) {
            samples.add(sample(hour.plusSeconds(second), second < 1800 ? 20 : 40, 1000L * second));
        }
        store(samples);
        for (int times = 0; times < 2; times++) {
            database.inTransaction(tx -> rollups.minutes(tx, hour, hour.plus(Duration.ofHours(1))));
            database.inTransaction(tx -> rollups.hours(tx, hour, hour.plus(Duration.ofHours(1))));
        }

        List<SeriesPoint> minutes = read(SeriesStore.Source.MINUTES, Duration.ofMinutes(1));
        assertThat(minutes).hasSize(60);
        assertThat(minutes.get(1).samples()).isEqualTo(6);
        assertThat(minutes.get(1).rxBytes()).isEqualTo(60_000);
        assertThat(minutes.getFirst().cpu().average()).isEqualTo(20);
        assertThat(minutes.getLast().cpu().average()).isEqualTo(40);
        SeriesPoint hour = read(SeriesStore.Source.HOURS, Duration.ofHours(1)).getFirst();
        assertThat(hour.samples()).isEqualTo(360);
        assertThat(hour.cpu()).isEqualTo(new SeriesPoint.Span(30.0, 20.0, 40.0));
        assertThat(hour.rxBytes()).isEqualTo(3_590_000);
    }

    @Test
    void aCounterThatBeginsAnewCountsNothingBelowZeroAndAGapStaysAGap() {
        store(List.of(
                sample(hour.plusSeconds(0), 1, 5_000),
                sample(hour.plusSeconds(2), 1, 7_000),
                sample(hour.plusSeconds(4), 1, 100),
                sample(hour.plusSeconds(300), 1, 400)));

        List<SeriesPoint> points = read(SeriesStore.Source.SAMPLES, Duration.ofMinutes(1));

        assertThat(points).hasSize(2);
        assertThat(points.getFirst().rxBytes()).isEqualTo(2_000);
        assertThat(points.getLast().at()).isEqualTo(hour.plusSeconds(300));
    }

    @Test
    void whatWasNotMeasuredDoesNotCount() {
        MetricView whole = sample(hour.plusSeconds(1), 50, 0);
        MetricView partial = new MetricView(
                UUID.randomUUID(),
                workspace,
                node,
                null,
                10.0,
                10.0,
                null,
                JsonObject.EMPTY,
                MoreMeasures.NONE,
                hour.plusSeconds(2));
        store(List.of(whole, partial));

        SeriesPoint point =
                read(SeriesStore.Source.SAMPLES, Duration.ofMinutes(1)).getFirst();

        assertThat(point.samples()).isEqualTo(2);
        assertThat(point.cpu().average()).isEqualTo(50);
    }

    @Test
    void aPartIsKnownByItsNameAndDroppedAsAWhole() {
        Duration width = Duration.ofHours(2);
        Partition old = Partition.of("metrics", width, 1);
        database.inTransaction(tx -> partitions.make(tx, old));
        database.inTransaction(tx -> partitions.make(tx, old));
        assertThat(names()).contains(old.name());
        assertThat(Partition.named("metrics", width, old.name())).isEqualTo(old);
        assertThat(Partition.named("metrics", width, "metrics_default")).isNull();

        new Partitions(
                        database,
                        partitions,
                        new MetricTimes(Duration.ofHours(24), Duration.ofDays(14), Duration.ofDays(400)),
                        InstantSource.system())
                .prune();

        assertThat(names()).doesNotContain(old.name()).isNotEmpty();
    }

    @Test
    void anAlarmIsRaisedOnceUntilItIsMoreSevereAndClosedOnce() {
        AlarmStore alarms = new AlarmStore();
        assertThat(raise(alarms, Severity.WARNING)).isTrue();
        assertThat(raise(alarms, Severity.WARNING)).isFalse();
        assertThat(raise(alarms, Severity.CRITICAL)).isTrue();
        assertThat(database.run(alarms::open)).contains(new AlarmStore.Alarm(node, "high.cpu", Severity.CRITICAL));
        assertThat(close(alarms)).isTrue();
        assertThat(close(alarms)).isFalse();
    }

    private boolean raise(AlarmStore alarms, Severity severity) {
        return database.run(db -> alarms.raise(db, node, "high.cpu", severity, 97));
    }

    private boolean close(AlarmStore alarms) {
        return database.run(db -> alarms.close(db, node, "high.cpu"));
    }

    private List<String> names() {
        return database.run(db -> partitions.names(db, "metrics"));
    }

    private void store(List<MetricView> samples) {
        database.inTransaction(tx -> metrics.insert(tx, samples, UUID.randomUUID()));
    }

    private List<SeriesPoint> read(SeriesStore.Source source, Duration width) {
        SeriesStore.Stretch stretch = new SeriesStore.Stretch(node, hour, hour.plus(Duration.ofHours(1)), width);
        return database.run(db -> series.read(db, source, stretch));
    }

    private MetricView sample(Instant at, double cpu, long received) {
        return new MetricView(
                UUID.randomUUID(),
                workspace,
                node,
                cpu,
                10.0,
                10.0,
                null,
                JsonObject.builder().put("rxBytes", received).put("txBytes", 0).build(),
                MoreMeasures.NONE,
                at);
    }
}
