package io.noderax.server.enrollment;

import io.noderax.protocol.enrollment.EnrollmentRequest;
import io.noderax.protocol.enrollment.EnrollmentView;
import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.EnrollmentId;
import io.noderax.protocol.id.EnrollmentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.server.nodes.TokenHash;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * The table of enrollments. A pending row whose time is over reads as revoked, whether or not a sweep has been by.
 *
 * <p>Of the enrollment token only the SHA-256 is kept, and its last characters for people to compare. The agent's token is kept
 * until the agent has used it, 15 minutes at most.
 */
@Singleton
final class EnrollmentStore {
    private static final int CODE_LENGTH = 6;
    private static final String COLUMNS = """
            id, email, hostname, code, additional_info, node_id, expires_at, created_at,
            case when status = 'pending' and expires_at <= now() then 'revoked' else status end as status,
            case when status = 'pending' and expires_at <= now() then 'expired' else status_reason end as status_reason,
            case when agent_token_until > now() then agent_token end as agent_token
            """;

    private static final RowMapper<Enrollment> ENROLLMENT = Row.mapper(EnrollmentStore::enrollment);

    void revokeEarlier(Handle tx, EnrollmentRequest request) {
        tx.createUpdate("""
                        update enrollments set status = 'revoked', status_reason = 'superseded by a newer request',
                            updated_at = now()
                        where email = :email and hostname = :hostname and status = 'pending'
                        """)
                .bind("email", request.email())
                .bind("hostname", PgText.clean(request.hostname()))
                .execute();
    }

    Instant insert(Handle tx, EnrollmentRequest request, EnrollmentToken token, Duration lifetime) {
        String secret = token.secret();
        return tx.createQuery("""
                        insert into enrollments (email, hostname, additional_info, token_hash, code, expires_at)
                        values (:email, :hostname, :info::json, :hash, :code, now() + make_interval(secs => :seconds))
                        returning expires_at
                        """)
                .bind("email", PgText.clean(request.email()))
                .bind("hostname", PgText.clean(request.hostname()))
                .bind("info", PgText.json(request.additionalInfo()))
                .bind("hash", TokenHash.of(secret))
                .bind("code", secret.substring(secret.length() - CODE_LENGTH))
                .bind("seconds", lifetime.toSeconds())
                .map(Row.mapper(row -> row.instant("expires_at")))
                .one();
    }

    Optional<Enrollment> byToken(Handle db, String token) {
        return db.createQuery("select " + COLUMNS + " from enrollments where token_hash = :hash for update")
                .bind("hash", TokenHash.of(token))
                .map(ENROLLMENT)
                .findOne();
    }

    Optional<Enrollment> byId(Handle db, EnrollmentId id, Inbox inbox) {
        return db.createQuery(
                        "select " + COLUMNS + " from enrollments where id = :id and " + Inbox.HOLDS + " for update")
                .bind("id", id.value())
                .bind("everybody", inbox.everybody())
                .bind("workspace", inbox.workspace().value())
                .map(ENROLLMENT)
                .findOne();
    }

    List<Enrollment> list(Handle db, Inbox inbox, @Nullable String status, int limit) {
        return db.createQuery("select * from (select " + COLUMNS + " from enrollments where " + Inbox.HOLDS + """
                        ) as shown where :status::text is null or status = :status
                        order by created_at desc, id limit :limit
                        """)
                .bind("everybody", inbox.everybody())
                .bind("workspace", inbox.workspace().value())
                .bind("status", status)
                .bind("limit", limit)
                .map(ENROLLMENT)
                .list();
    }

    void approve(
            Handle tx, EnrollmentId id, WorkspaceId workspace, NodeId node, AgentToken token, Duration readableFor) {
        tx.createUpdate("""
                        update enrollments set status = 'approved', status_reason = null, workspace_id = :workspace,
                            node_id = :node, agent_token = :token,
                            agent_token_until = now() + make_interval(secs => :seconds), updated_at = now()
                        where id = :id
                        """)
                .bind("id", id.value())
                .bind("workspace", workspace.value())
                .bind("node", node.value())
                .bind("token", token.secret())
                .bind("seconds", readableFor.toSeconds())
                .execute();
    }

    void refuse(Handle tx, EnrollmentId id, WorkspaceId workspace, String reason) {
        tx.createUpdate("""
                        update enrollments set status = 'revoked', status_reason = :reason, workspace_id = :workspace,
                            updated_at = now()
                        where id = :id
                        """)
                .bind("id", id.value())
                .bind("workspace", workspace.value())
                .bind("reason", PgText.clean(reason))
                .execute();
    }

    int dropTokenOf(Handle db, NodeId node) {
        return db.createUpdate(
                        "update enrollments set agent_token = null where node_id = :node and agent_token is not null")
                .bind("node", node.value())
                .execute();
    }

    int dropOverdueTokens(Handle db) {
        return db.createUpdate(
                        "update enrollments set agent_token = null where agent_token is not null and agent_token_until <= now()")
                .execute();
    }

    private static Enrollment enrollment(Row row) {
        EnrollmentView view = new EnrollmentView(
                new EnrollmentId(row.uuid("id")),
                row.text("email"),
                row.text("hostname"),
                row.text("code"),
                row.optionalJson("additional_info"),
                row.text("status"),
                row.optionalUuid("node_id"),
                row.optionalText("status_reason"),
                row.instant("expires_at"),
                row.instant("created_at"));
        String token = row.optionalText("agent_token");
        return new Enrollment(view, token == null ? null : new AgentToken(token));
    }
}
