package io.noderax.server.audit.reading;

import io.noderax.protocol.audit.AuditEntryView;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Reads the table of audit rows. */
@Singleton
final class AuditReadingStore {
    private static final RowMapper<AuditEntryView> ENTRY = Row.mapper(AuditReadingStore::entry);

    List<AuditEntryView> list(Handle db, Scope scope, AuditFilter filter) {
        return scope.bind(db.createQuery("""
                        select * from audit_logs
                        where (:everything or workspace_id = any(:workspaces))
                          and (:actor::text is null
                               or position(lower(:actor::text) in lower(actor_email_snapshot)) > 0
                               or actor_user_id::text = :actor::text)
                          and (:action::text is null or action = :action)
                          and (:targetType::text is null or target_type = :targetType)
                          and (:from::timestamptz is null or created_at >= :from::timestamptz)
                          and (:to::timestamptz is null or created_at <= :to::timestamptz)
                        order by created_at desc, id limit :limit offset :offset
                        """))
                .bind("actor", PgText.cleanOrNull(filter.actor()))
                .bind("action", PgText.cleanOrNull(filter.action()))
                .bind("targetType", PgText.cleanOrNull(filter.targetType()))
                .bind("from", filter.from())
                .bind("to", filter.to())
                .bind("limit", filter.limit())
                .bind("offset", filter.offset())
                .map(ENTRY)
                .list();
    }

    private static AuditEntryView entry(Row row) {
        return new AuditEntryView(
                row.uuid("id"),
                row.text("scope"),
                row.optionalUuid("workspace_id"),
                new AuditEntryView.Actor(
                        row.text("actor_type"),
                        row.optionalUuid("actor_user_id"),
                        row.optionalText("actor_email_snapshot")),
                row.text("action"),
                new AuditEntryView.Target(
                        row.text("target_type"), row.optionalText("target_id"), row.optionalText("target_label")),
                new AuditEntryView.Origin(row.optionalText("ip_address"), row.optionalText("user_agent")),
                row.optionalJson("changes"),
                row.optionalJson("metadata"),
                row.instant("created_at"));
    }
}
