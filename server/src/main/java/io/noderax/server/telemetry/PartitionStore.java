package io.noderax.server.telemetry;

import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Partitions in the catalogue. Several processes may make or drop the same one: the lock lets one at a time. */
@Singleton
class PartitionStore {
    private static final long LOCK = 0x6e6f_6465_7261_7801L;

    void make(Handle tx, Partition partition) {
        lock(tx);
        tx.execute("create table if not exists %s partition of %s for values from ('%s') to ('%s')"
                .formatted(partition.name(), partition.table(), partition.from(), partition.to()));
    }

    void drop(Handle tx, Partition partition) {
        lock(tx);
        tx.execute("drop table if exists " + partition.name());
    }

    List<String> names(Handle db, String table) {
        return db.createQuery("""
                        select child.relname from pg_inherits i join pg_class child on child.oid = i.inhrelid
                        where i.inhparent = :table::regclass
                        """).bind("table", table).mapTo(String.class).list();
    }

    int deleteHoursBefore(Handle db, Instant before) {
        return db.createUpdate("delete from metric_hours where at < :before")
                .bind("before", Timestamp.from(before))
                .execute();
    }

    private static void lock(Handle tx) {
        tx.createQuery("select 1 from (select pg_advisory_xact_lock(:lock)) locked")
                .bind("lock", LOCK)
                .mapTo(Integer.class)
                .one();
    }
}
