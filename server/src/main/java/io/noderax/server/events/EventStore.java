package io.noderax.server.events;

import io.noderax.protocol.event.EventView;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The tables of events and of outbox rows. */
@Singleton
final class EventStore {
    private static final RowMapper<EventView> EVENT = Row.mapper(EventStore::event);

    EventView insert(Handle tx, Happening happening) {
        return tx.createQuery("""
                        insert into events (workspace_id, node_id, type, severity, message, metadata)
                        values (:workspace, :node::uuid, :type, :severity, :message, :metadata::json)
                        returning *
                        """)
                .bind("workspace", happening.workspace().value())
                .bind("node", happening.node() == null ? null : happening.node().value())
                .bind("type", happening.type())
                .bind("severity", happening.severity().wireName())
                .bind("message", PgText.clean(happening.message()))
                .bind("metadata", PgText.json(happening.metadata()))
                .map(EVENT)
                .one();
    }

    void insertOutbox(Handle tx, String topic, WorkspaceId workspace, UUID subject, JsonObject body) {
        tx.createUpdate("""
                        insert into outbox (topic, workspace_id, subject_id, body)
                        values (:topic, :workspace, :subject, :body::json)
                        """)
                .bind("topic", topic)
                .bind("workspace", workspace.value())
                .bind("subject", subject)
                .bind("body", PgText.json(body))
                .execute();
    }

    List<EventView> list(Handle db, Scope scope, EventFilter filter) {
        return scope.bind(db.createQuery("""
                        select * from events
                        where (:everything or workspace_id = any(:workspaces))
                          and (:node::uuid is null or node_id = :node::uuid)
                          and (:type::text is null or type = :type)
                          and (:severity::text is null or severity = :severity)
                        order by created_at desc, id limit :limit
                        """))
                .bind("node", filter.node())
                .bind("type", filter.type())
                .bind(
                        "severity",
                        filter.severity() == null ? null : filter.severity().wireName())
                .bind("limit", filter.limit())
                .map(EVENT)
                .list();
    }

    int deleteOutboxOlderThan(Handle db, Duration age) {
        return db.createUpdate("delete from outbox where created_at < now() - make_interval(secs => :seconds)")
                .bind("seconds", age.toSeconds())
                .execute();
    }

    /** Deletes at most that many; gives how many. */
    int deleteOlderThan(Handle db, Duration age, int most) {
        return db.createUpdate("""
                        delete from events where id in (
                          select id from events where created_at < now() - make_interval(secs => :age)
                          order by created_at limit :most for update skip locked)
                        """)
                .bind("age", age.toSeconds())
                .bind("most", most)
                .execute();
    }

    private static EventView event(Row row) {
        return new EventView(
                row.uuid("id"),
                row.uuid("workspace_id"),
                row.optionalUuid("node_id"),
                row.text("type"),
                row.text("severity"),
                row.text("message"),
                row.optionalJson("metadata"),
                row.instant("created_at"));
    }
}
