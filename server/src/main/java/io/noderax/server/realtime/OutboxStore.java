package io.noderax.server.realtime;

import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Reads the outbox in the order of its numbers. */
@Singleton
class OutboxStore {
    /** A change that browsers may want to see. */
    record Entry(long number, String topic, WorkspaceId workspace, JsonObject body) {}

    private static final RowMapper<Entry> ENTRY = Row.mapper(row -> new Entry(
            row.number("number"), row.text("topic"), new WorkspaceId(row.uuid("workspace_id")), row.json("body")));

    long last(Handle db) {
        return db.createQuery("select coalesce(max(number), 0) from outbox")
                .mapTo(Long.class)
                .one();
    }

    /** Those above the number, and those below it that were not there before. */
    List<Entry> after(Handle db, long number, Collection<Long> missing, int most) {
        return db.createQuery("""
                        select number, topic, workspace_id, body from outbox
                        where number > :number or number = any(:missing)
                        order by number limit :most
                        """)
                .bind("number", number)
                .bindArray("missing", Long.class, missing)
                .bind("most", most)
                .map(ENTRY)
                .list();
    }
}
