package io.noderax.server.audit;

import io.noderax.server.storage.PgText;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Writes the table of audit rows. */
@Singleton
final class AuditStore {
    void insert(Handle tx, Deed deed, Audit.Signs by) {
        tx.createUpdate("""
                        insert into audit_logs (scope, workspace_id, actor_type, actor_user_id, actor_email_snapshot, action,
                            target_type, target_id, target_label, ip_address, user_agent, metadata)
                        values (:scope, :workspace::uuid, :actor, :user::uuid, :email, :action,
                            :targetType, :targetId, :label, :address, :userAgent, :metadata::json)
                        """)
                .bind("scope", deed.workspace() == null ? "platform" : "workspace")
                .bind(
                        "workspace",
                        deed.workspace() == null ? null : deed.workspace().value())
                .bind("actor", by.equals(Audit.Signs.SYSTEM) ? "system" : "user")
                .bind("user", by.userId())
                .bind("email", PgText.cleanOrNull(by.email()))
                .bind("action", deed.action())
                .bind("targetType", deed.targetType())
                .bind("targetId", PgText.cleanOrNull(deed.targetId()))
                .bind("label", PgText.cleanOrNull(deed.label()))
                .bind("address", by.address())
                .bind("userAgent", PgText.cleanOrNull(by.userAgent()))
                .bind("metadata", PgText.json(deed.metadata()))
                .execute();
    }

    int deleteOlderThan(Handle db, Duration age) {
        return db.createUpdate("delete from audit_logs where created_at < now() - make_interval(secs => :seconds)")
                .bind("seconds", age.toSeconds())
                .execute();
    }
}
