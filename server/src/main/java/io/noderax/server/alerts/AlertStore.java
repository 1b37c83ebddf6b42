package io.noderax.server.alerts;

import io.noderax.protocol.alert.AlertView;
import io.noderax.protocol.id.AlertId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.server.events.Happening;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** The table of alerts: one row for each cause of a node. */
@Singleton
class AlertStore {
    private static final RowMapper<AlertView> ALERT = Row.mapper(AlertStore::alert);

    private static final String COLUMNS = """
            alerts.id, alerts.workspace_id, alerts.node_id, alerts.type, alerts.severity, alerts.message, alerts.count,
            alerts.started_at, alerts.last_seen_at, alerts.recovered_at, alerts.acknowledged_at, alerts.acknowledged_by,
            alerts.muted_by, case when alerts.muted_until > now() then alerts.muted_until end as muted_until
            """;

    /** A node in maintenance needs nobody: somebody is there. */
    private static final String MATCHING = """
            from alerts join nodes on nodes.id = alerts.node_id
            where (:everything or alerts.workspace_id = any(:workspaces))
              and (:node::uuid is null or alerts.node_id = :node::uuid)
              and (:state::text is null
                or (:state = 'RECOVERED' and alerts.recovered_at is not null)
                or (:state = 'OPEN' and alerts.recovered_at is null)
                or (:state = 'ATTENTION' and alerts.recovered_at is null and alerts.acknowledged_at is null
                    and not coalesce(alerts.muted_until > now(), false) and not nodes.maintenance_mode))
            """;

    /**
     * The cause is there (still, or again). When it was gone for less than that time it goes on as the same alert with one more
     * beginning; what was acknowledged is not any more when it had recovered or is worse now.
     */
    AlertView raise(Handle tx, NodeId node, AlertCause cause, Happening happening, Duration apart) {
        return tx.createQuery("""
                        insert into alerts (workspace_id, node_id, type, severity, message)
                        values (:workspace, :node, :type, :severity, :message)
                        on conflict on constraint one_alert_a_cause do update set
                            severity = excluded.severity, message = excluded.message, last_seen_at = now(), recovered_at = null,
                            count = case
                              when alerts.recovered_at < now() - make_interval(secs => :apart) then 1
                              when alerts.recovered_at is null and alerts.severity <> excluded.severity then alerts.count
                              else alerts.count + 1 end,
                            started_at = case when alerts.recovered_at < now() - make_interval(secs => :apart) then now()
                              else alerts.started_at end,
                            acknowledged_at = case when alerts.recovered_at is null
                                and (alerts.severity = 'critical' or excluded.severity = 'warning') then alerts.acknowledged_at end,
                            acknowledged_by = case when alerts.recovered_at is null
                                and (alerts.severity = 'critical' or excluded.severity = 'warning') then alerts.acknowledged_by end
                        returning\s""" + COLUMNS)
                .bind("workspace", happening.workspace().value())
                .bind("node", node.value())
                .bind("type", cause.type())
                .bind("severity", happening.severity().wireName())
                .bind("message", PgText.clean(happening.message()))
                .bind("apart", apart.toSeconds())
                .map(ALERT)
                .one();
    }

    /** Empty when it is not there, or has recovered already. */
    Optional<AlertView> recover(Handle tx, NodeId node, AlertCause cause) {
        return tx.createQuery("""
                        update alerts set recovered_at = now()
                        where node_id = :node and type = :type and recovered_at is null
                        returning\s""" + COLUMNS)
                .bind("node", node.value())
                .bind("type", cause.type())
                .map(ALERT)
                .findOne();
    }

    /** What lasts first, the worst of it on top, then what was seen last. */
    List<AlertView> list(Handle db, Scope scope, AlertFilter filter) {
        return matching(db, "select " + COLUMNS + MATCHING + """
                        order by alerts.recovered_at is not null, alerts.severity, alerts.last_seen_at desc, alerts.id
                        limit :limit offset :offset
                        """, scope, filter)
                .bind("limit", filter.limit())
                .bind("offset", filter.offset())
                .map(ALERT)
                .list();
    }

    /** How many there are, whatever page is wanted. */
    long count(Handle db, Scope scope, AlertFilter filter) {
        return matching(db, "select count(*) " + MATCHING, scope, filter)
                .mapTo(Long.class)
                .one();
    }

    private static Query matching(Handle db, String statement, Scope scope, AlertFilter filter) {
        return scope.bind(db.createQuery(statement))
                .bind("node", filter.node())
                .bind("state", filter.state() == null ? null : filter.state().name());
    }

    Optional<AlertView> byId(Handle db, Scope scope, AlertId id) {
        return scope.bind(db.createQuery("select " + COLUMNS + """
                        from alerts where id = :id and (:everything or workspace_id = any(:workspaces))
                        """))
                .bind("id", id.value())
                .map(ALERT)
                .findOne();
    }

    /** Who was first stays; empty when it is not there, or has recovered. */
    Optional<AlertView> acknowledge(Handle tx, Scope scope, AlertId id, String by) {
        return scope.bind(tx.createQuery("""
                        update alerts set acknowledged_at = coalesce(acknowledged_at, now()),
                            acknowledged_by = coalesce(acknowledged_by, :by)
                        where id = :id and (:everything or workspace_id = any(:workspaces)) and recovered_at is null
                        returning\s""" + COLUMNS))
                .bind("id", id.value())
                .bind("by", by)
                .map(ALERT)
                .findOne();
    }

    /** From now on for that long; of no length, it is not muted any more. Empty when it is not there. */
    Optional<AlertView> mute(Handle tx, Scope scope, AlertId id, Duration length, String by) {
        return scope.bind(tx.createQuery("""
                        update alerts set muted_until = case when :seconds > 0 then now() + make_interval(secs => :seconds) end,
                            muted_by = case when :seconds > 0 then :by end
                        where id = :id and (:everything or workspace_id = any(:workspaces))
                        returning\s""" + COLUMNS))
                .bind("id", id.value())
                .bind("seconds", length.toSeconds())
                .bind("by", by)
                .map(ALERT)
                .findOne();
    }

    /** Deletes what has recovered so long ago and is not muted. */
    int deleteOlderThan(Handle db, Duration age) {
        return db.createUpdate("""
                        delete from alerts where recovered_at < now() - make_interval(secs => :age)
                          and not coalesce(muted_until > now(), false)
                        """).bind("age", age.toSeconds()).execute();
    }

    private static AlertView alert(Row row) {
        return new AlertView(
                new AlertId(row.uuid("id")),
                new WorkspaceId(row.uuid("workspace_id")),
                new NodeId(row.uuid("node_id")),
                row.text("type"),
                row.text("severity"),
                row.text("message"),
                row.number("count"),
                row.instant("started_at"),
                row.instant("last_seen_at"),
                row.optionalInstant("recovered_at"),
                row.optionalInstant("acknowledged_at"),
                row.optionalText("acknowledged_by"),
                row.optionalInstant("muted_until"),
                row.optionalText("muted_by"));
    }
}
