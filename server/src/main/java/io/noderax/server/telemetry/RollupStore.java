package io.noderax.server.telemetry;

import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables of minutes and hours. Doing a stretch again gives the same rows. */
@Singleton
class RollupStore {
    /** Writes what lies in the stretch. */
    @FunctionalInterface
    interface Step {
        void run(Handle tx, Instant from, Instant to);
    }

    /** Does the next stretch; gives whether there is more. Nothing when another process is at it. */
    boolean advance(Handle tx, String name, Instant end, Duration stretch, Step step) {
        Instant from = lock(tx, name);
        if (from == null || !from.isBefore(end)) {
            return false;
        }
        Instant to = from.plus(stretch).isBefore(end) ? from.plus(stretch) : end;
        step.run(tx, from, to);
        tx.createUpdate("update metric_rollups set done_until = :to where name = :name")
                .bind("to", to)
                .bind("name", name)
                .execute();
        return to.isBefore(end);
    }

    private static @Nullable Instant lock(Handle tx, String name) {
        return tx.createQuery("select done_until from metric_rollups where name = :name for update skip locked")
                .bind("name", name)
                .map(Row.mapper(row -> row.instant("done_until")))
                .findOne()
                .orElse(null);
    }

    /** Counters become what was counted since the sample before; one that is smaller than before has begun anew and counts nothing. */
    void minutes(Handle tx, Instant from, Instant to) {
        tx.createUpdate("""
                        insert into metric_minutes
                        select node_id, date_trunc('minute', recorded_at), count(*), avg(cpu), min(cpu), max(cpu), avg(memory),
                            max(memory), avg(disk), max(disk), max(temperature), sum(rx) filter (where rx >= 0),
                            sum(tx) filter (where tx >= 0), avg(load1), max(load1), avg(swap), avg(pressure_cpu),
                            avg(pressure_memory), avg(pressure_io)
                        from (
                          select *, rx_bytes - lag(rx_bytes) over w as rx, tx_bytes - lag(tx_bytes) over w as tx
                          from metrics where recorded_at >= :from::timestamptz - interval '1 minute' and recorded_at < :to
                          window w as (partition by node_id order by recorded_at)) sample
                        where recorded_at >= :from
                        group by 1, 2
                        on conflict (node_id, at) do nothing
                        """).bind("from", from).bind("to", to).execute();
    }

    void hours(Handle tx, Instant from, Instant to) {
        tx.createUpdate("""
                        insert into metric_hours
                        select node_id, date_trunc('hour', at, 'UTC'), sum(samples), sum(cpu_avg * samples) / sum(samples) filter (where cpu_avg is not null),
                            min(cpu_min), max(cpu_max), sum(memory_avg * samples) / sum(samples) filter (where memory_avg is not null), max(memory_max),
                            sum(disk_avg * samples) / sum(samples) filter (where disk_avg is not null), max(disk_max), max(temperature_max), sum(rx_bytes),
                            sum(tx_bytes), avg(load1_avg), max(load1_max), avg(swap_avg), avg(pressure_cpu_avg),
                            avg(pressure_memory_avg), avg(pressure_io_avg)
                        from metric_minutes m join nodes n on n.id = m.node_id
                        where at >= :from and at < :to
                        group by 1, 2
                        on conflict (node_id, at) do nothing
                        """).bind("from", from).bind("to", to).execute();
    }
}
