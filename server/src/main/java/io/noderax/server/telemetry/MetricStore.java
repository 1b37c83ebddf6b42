package io.noderax.server.telemetry;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.telemetry.MetricView;
import io.noderax.protocol.telemetry.MoreMeasures;
import io.noderax.protocol.telemetry.Pressure;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The table of samples. */
@Singleton
class MetricStore {
    /** A sample that another process has stored. */
    record Numbered(long number, MetricView sample) {}

    private static final RowMapper<MetricView> SAMPLE = Row.mapper(MetricStore::sample);
    private static final RowMapper<Numbered> NUMBERED =
            Row.mapper(row -> new Numbered(row.number("number"), sample(row)));

    /** Stores them in one statement, without waiting for the disk: a crash of the database may cost the last second. */
    void insert(Handle tx, List<MetricView> samples, UUID process) {
        tx.execute("set local synchronous_commit = off");
        Update update = tx.createUpdate("""
                insert into metrics (id, process_id, workspace_id, node_id, recorded_at, cpu, memory, disk, temperature, network,
                    more, rx_bytes, tx_bytes, load1, swap, pressure_cpu, pressure_memory, pressure_io)
                select s.id, :process, s.workspace_id, s.node_id, s.recorded_at, s.cpu, s.memory, s.disk, s.temperature,
                    s.network::json, s.more::json, s.rx_bytes, s.tx_bytes, s.load1, s.swap, s.pressure_cpu, s.pressure_memory,
                    s.pressure_io
                from unnest(:id, :workspace, :node, :at, :cpu, :memory, :disk, :temperature, :network, :more, :rx, :tx, :load,
                    :swap, :pressureCpu, :pressureMemory, :pressureIo)
                  as s (id, workspace_id, node_id, recorded_at, cpu, memory, disk, temperature, network, more, rx_bytes,
                    tx_bytes, load1, swap, pressure_cpu, pressure_memory, pressure_io)
                """);
        update.bind("process", process);
        bind(update, "id", UUID.class, samples, MetricView::id);
        bind(
                update,
                "workspace",
                UUID.class,
                samples,
                sample -> sample.workspaceId().value());
        bind(update, "node", UUID.class, samples, sample -> sample.nodeId().value());
        bind(update, "at", Timestamp.class, samples, sample -> Timestamp.from(sample.recordedAt()));
        measures(update, samples);
        sums(update, samples);
        update.execute();
    }

    private static void measures(Update update, List<MetricView> samples) {
        bind(update, "cpu", Double.class, samples, MetricView::cpuUsage);
        bind(update, "memory", Double.class, samples, MetricView::memoryUsage);
        bind(update, "disk", Double.class, samples, MetricView::diskUsage);
        bind(update, "temperature", Double.class, samples, MetricView::temperature);
        bind(update, "network", String.class, samples, sample -> PgText.json(sample.networkStats()));
        bind(update, "more", String.class, samples, MetricStore::more);
    }

    /** What roll-ups and series are made of, in columns of its own. */
    private static void sums(Update update, List<MetricView> samples) {
        bind(update, "rx", Long.class, samples, sample -> counter(sample, "rxBytes"));
        bind(update, "tx", Long.class, samples, sample -> counter(sample, "txBytes"));
        bind(update, "load", Double.class, samples, sample -> sample.more().load1());
        bind(update, "swap", Double.class, samples, sample -> sample.more().swapUsage());
        bind(
                update,
                "pressureCpu",
                Double.class,
                samples,
                sample -> some10(sample.more().cpuPressure()));
        bind(
                update,
                "pressureMemory",
                Double.class,
                samples,
                sample -> some10(sample.more().memoryPressure()));
        bind(
                update,
                "pressureIo",
                Double.class,
                samples,
                sample -> some10(sample.more().ioPressure()));
    }

    /** The newest samples. */
    List<MetricView> newest(Handle db, Scope scope, MetricFilter filter) {
        return scope.bind(db.createQuery("""
                        select * from metrics
                        where (:everything or workspace_id = any(:workspaces))
                          and (:node::uuid is null or node_id = :node::uuid)
                        order by recorded_at desc limit :limit
                        """))
                .bind("node", filter.node())
                .bind("limit", filter.limit())
                .map(SAMPLE)
                .list();
    }

    /** The newest sample of each of these nodes that has sent one in the last minutes. */
    List<MetricView> latest(Handle db, Scope scope, List<UUID> nodes) {
        return scope.bind(db.createQuery("""
                        select m.* from unnest(:nodes) as n (id) cross join lateral (
                          select * from metrics
                          where node_id = n.id and recorded_at > now() - interval '10 minutes'
                            and (:everything or workspace_id = any(:workspaces))
                          order by recorded_at desc limit 1) m
                        """))
                .bindArray("nodes", UUID.class, nodes)
                .map(SAMPLE)
                .list();
    }

    long lastNumber(Handle db) {
        return db.createQuery("select last_value from metric_numbers")
                .mapTo(Long.class)
                .one();
    }

    /** Samples of the last seconds that other processes have stored. */
    List<Numbered> storedElsewhere(Handle db, UUID self, List<UUID> workspaces, long after, int most) {
        return db.createQuery("""
                        select * from metrics
                        where workspace_id = any(:workspaces) and recorded_at > now() - interval '1 minute'
                          and number > :after and process_id <> :self
                        order by number limit :most
                        """)
                .bindArray("workspaces", UUID.class, workspaces)
                .bind("after", after)
                .bind("self", self)
                .bind("most", most)
                .map(NUMBERED)
                .list();
    }

    private static <T> void bind(
            Update update,
            String name,
            Class<T> type,
            List<MetricView> samples,
            Function<MetricView, @Nullable T> column) {
        update.bindArray(name, type, samples.stream().map(column).toArray());
    }

    private static @Nullable String more(MetricView sample) {
        JsonObject.Builder more = JsonObject.builder();
        sample.more().into(more);
        JsonObject told = more.build();
        return told.isEmpty() ? null : PgText.json(told);
    }

    private static @Nullable Double some10(@Nullable Pressure pressure) {
        return pressure == null ? null : pressure.some10();
    }

    private static @Nullable Long counter(MetricView sample, String name) {
        return sample.networkStats().get(name) instanceof Number number ? number.longValue() : null;
    }

    private static MetricView sample(Row row) {
        JsonObject more = row.optionalJson("more");
        return new MetricView(
                row.uuid("id"),
                new WorkspaceId(row.uuid("workspace_id")),
                new NodeId(row.uuid("node_id")),
                row.optionalReal("cpu"),
                row.optionalReal("memory"),
                row.optionalReal("disk"),
                row.optionalReal("temperature"),
                row.json("network"),
                more == null ? MoreMeasures.NONE : Fields.read(more, Fields.Unknown.IGNORED, MoreMeasures::read),
                row.instant("recorded_at"));
    }
}
