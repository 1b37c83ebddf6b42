package io.noderax.server.telemetry;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.telemetry.SeriesPoint;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Reads steps of time from one of the three tables; a step without a sample has no row. */
@Singleton
class SeriesStore {
    /** From where. */
    enum Source {
        SAMPLES("samples", Duration.ofSeconds(1), """
                select recorded_at as at, 1 as samples, cpu as cpu_avg, cpu as cpu_min, cpu as cpu_max, memory as memory_avg,
                    memory as memory_max, disk as disk_avg, disk as disk_max, temperature as temperature_max,
                    nullif(greatest(rx_bytes - lag(rx_bytes) over w, -1), -1) as rx_bytes,
                    nullif(greatest(tx_bytes - lag(tx_bytes) over w, -1), -1) as tx_bytes,
                    load1 as load1_avg, load1 as load1_max, swap as swap_avg, pressure_cpu as pressure_cpu_avg,
                    pressure_memory as pressure_memory_avg, pressure_io as pressure_io_avg
                from metrics
                where node_id = :node and recorded_at >= :from::timestamptz - interval '10 seconds' and recorded_at < :to
                window w as (order by recorded_at)
                """),
        MINUTES(
                "minutes",
                Duration.ofMinutes(1),
                "select * from metric_minutes where node_id = :node and at >= :from and at < :to"),
        HOURS(
                "hours",
                Duration.ofHours(1),
                "select * from metric_hours where node_id = :node and at >= :from and at < :to");

        private final String wireName;
        private final Duration width;
        private final String rows;

        Source(String wireName, Duration width, String rows) {
            this.wireName = wireName;
            this.width = width;
            this.rows = rows;
        }

        String wireName() {
            return wireName;
        }

        /** The narrowest step that it can give. */
        Duration width() {
            return width;
        }
    }

    /** What to read. */
    record Stretch(NodeId node, Instant from, Instant to, Duration width) {}

    private static final RowMapper<SeriesPoint> POINT = Row.mapper(row -> new SeriesPoint(
            row.instant("bin"),
            row.number("samples"),
            new SeriesPoint.Span(row.optionalReal("cpu_avg"), row.optionalReal("cpu_min"), row.optionalReal("cpu_max")),
            row.optionalReal("memory_avg"),
            row.optionalReal("memory_max"),
            row.optionalReal("disk_avg"),
            row.optionalReal("disk_max"),
            row.optionalReal("temperature_max"),
            row.optionalNumber("rx_bytes"),
            row.optionalNumber("tx_bytes"),
            row.optionalReal("load1_avg"),
            row.optionalReal("swap_avg"),
            new SeriesPoint.Pressure(
                    row.optionalReal("pressure_cpu_avg"),
                    row.optionalReal("pressure_memory_avg"),
                    row.optionalReal("pressure_io_avg"))));

    List<SeriesPoint> read(Handle db, Source source, Stretch stretch) {
        return db.createQuery("""
                        select date_bin(make_interval(secs => :width), at, 'epoch') as bin, sum(samples) as samples,
                            (sum(cpu_avg * samples) / sum(samples) filter (where cpu_avg is not null))::real as cpu_avg, min(cpu_min) as cpu_min,
                            max(cpu_max) as cpu_max, (sum(memory_avg * samples) / sum(samples) filter (where memory_avg is not null))::real as memory_avg,
                            max(memory_max) as memory_max, (sum(disk_avg * samples) / sum(samples) filter (where disk_avg is not null))::real as disk_avg,
                            max(disk_max) as disk_max, max(temperature_max) as temperature_max, sum(rx_bytes)::bigint as rx_bytes,
                            sum(tx_bytes)::bigint as tx_bytes, avg(load1_avg)::real as load1_avg, avg(swap_avg)::real as swap_avg,
                            avg(pressure_cpu_avg)::real as pressure_cpu_avg, avg(pressure_memory_avg)::real as pressure_memory_avg,
                            avg(pressure_io_avg)::real as pressure_io_avg
                        from (%s) measured where at >= :from group by 1 order by 1
                        """.formatted(source.rows))
                .bind("node", stretch.node().value())
                .bind("from", stretch.from())
                .bind("to", stretch.to())
                .bind("width", stretch.width().toSeconds())
                .map(POINT)
                .list();
    }
}
