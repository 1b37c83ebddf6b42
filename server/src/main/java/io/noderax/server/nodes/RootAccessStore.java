package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.rootaccess.RootAccessReport;
import io.noderax.protocol.rootaccess.RootProfile;
import io.noderax.protocol.rootaccess.SetRootAccess;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The columns of nodes for root access, which no other statement writes: what is wanted, and what the agent says. Each change is one
 * update of these columns alone; only the database's clock is asked.
 */
@Singleton
class RootAccessStore {
    /** A node whose wanted profile has just changed, or was set to the same again. */
    record Changed(NodeView node, RootProfile previous) {}

    private static final RowMapper<NodeView> NODE = NodeRows.NODE;
    private static final RowMapper<RootProfile> PREVIOUS =
            Row.mapper(row -> NodeRows.profile(row.text("previous_profile")));
    private static final RowMapper<Changed> CHANGED =
            (row, context) -> new Changed(NODE.map(row, context), PREVIOUS.map(row, context));

    /** Empty when the scope has no such node. */
    Optional<Changed> set(Handle tx, Scope scope, NodeId id, UserId by, SetRootAccess wanted) {
        return scope.bind(tx.createQuery("""
                        with before as (
                          select id, root_access_profile as previous_profile from nodes
                          where id = :id and (:everything or workspace_id = any(:workspaces)) for update)
                        update nodes n set root_access_profile = :profile, root_access_sync_status = 'pending',
                            root_access_last_error = null, root_access_updated_at = clock_timestamp(),
                            root_access_updated_by_user_id = :by, root_access_reason = :reason,
                            root_access_expires_at =
                                coalesce(:expiresAt::timestamptz, clock_timestamp() + make_interval(secs => :expiresIn::bigint)),
                            updated_at = now()
                        from before where n.id = before.id
                        returning n.*, before.previous_profile
                        """))
                .bind("id", id.value())
                .bind("by", by.value())
                .bind("profile", wanted.profile().wireName())
                .bind("reason", PgText.cleanOrNull(wanted.reason()))
                .bind("expiresAt", wanted.expiresAt())
                .bind(
                        "expiresIn",
                        wanted.expiresIn() == null ? null : wanted.expiresIn().toSeconds())
                .map(CHANGED)
                .findOne();
    }

    /** Takes back what was granted until now; each grant is given once, to whoever looks first. */
    List<Changed> expire(Handle tx) {
        return tx.createQuery("""
                        with before as (
                          select id, root_access_profile as previous_profile from nodes
                          where root_access_expires_at <= now() for update skip locked)
                        update nodes n set root_access_profile = 'off', root_access_sync_status = 'pending',
                            root_access_last_error = null, root_access_updated_at = clock_timestamp(),
                            root_access_updated_by_user_id = null, root_access_expires_at = null,
                            root_access_reason = 'the grant of ' || before.previous_profile || ' has expired',
                            updated_at = now()
                        from before where n.id = before.id
                        returning n.*, before.previous_profile
                        """).map(CHANGED).list();
    }

    /** Stores what the agent says; empty when that is what is known already. */
    Optional<NodeView> report(Handle tx, NodeId id, RootAccessReport report) {
        return tx.createQuery("""
                        with said as (
                          select id, root_access_profile as wanted,
                            coalesce(:applied, root_access_applied_profile) as applied,
                            coalesce(:appliedAt::timestamptz, root_access_last_applied_at) as applied_at,
                            :error::text as error
                          from nodes where id = :id for update),
                        reported as (
                          select *, case when error is not null then 'failed' when applied = wanted then 'applied'
                            else 'pending' end as sync
                          from said)
                        update nodes n set root_access_applied_profile = r.applied, root_access_last_applied_at = r.applied_at,
                            root_access_last_error = r.error, root_access_sync_status = r.sync
                        from reported r
                        where n.id = r.id and (n.root_access_applied_profile, n.root_access_last_applied_at,
                            n.root_access_last_error, n.root_access_sync_status)
                          is distinct from (r.applied, r.applied_at, r.error, r.sync)
                        returning n.*
                        """)
                .bind("id", id.value())
                .bind(
                        "applied",
                        report.appliedProfile() == null
                                ? null
                                : report.appliedProfile().wireName())
                .bind("appliedAt", report.lastAppliedAt())
                .bind("error", PgText.cleanOrNull(report.lastError()))
                .map(NODE)
                .findOne();
    }
}
