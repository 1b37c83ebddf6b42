package io.noderax.server.installs;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.InstallId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.install.ConsumeInstall;
import io.noderax.protocol.install.CreateNodeInstall;
import io.noderax.protocol.install.InstallProgress;
import io.noderax.protocol.install.NodeInstallView;
import io.noderax.server.nodes.TokenHash;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The table of prepared installations. One that was not used in time reads as expired, whether or not a sweep has been by. Of the
 * bootstrap token only the SHA-256 is kept; the agent's token until the agent has used it, 15 minutes at most.
 */
@Singleton
final class InstallStore {
    private static final String COLUMNS = """
            *, case when consumed_at is null and status in ('pending', 'installing') and expires_at <= now()
                then 'expired' else status end as shown_status,
            case when consumed_at is null then expires_at else consumed_at + (expires_at - created_at) end <= now() as stale,
            case when agent_token_until > now() then agent_token end as readable_token
            """;
    private static final RowMapper<Install> INSTALL = Row.mapper(InstallStore::install);

    Install insert(
            Handle tx, WorkspaceId workspace, UserId by, CreateNodeInstall asked, String token, Duration lifetime) {
        return tx.createQuery("""
                        insert into node_installs (workspace_id, node_name, description, token_hash, status_message,
                            created_by_user_id, expires_at)
                        values (:workspace, :name, :description, :hash, :words, :by,
                            now() + make_interval(secs => :seconds))
                        returning
                        """ + COLUMNS)
                .bind("workspace", workspace.value())
                .bind("name", PgText.clean(asked.nodeName()))
                .bind("description", PgText.cleanOrNull(asked.description()))
                .bind("hash", TokenHash.of(token))
                .bind("words", Stages.words(Stages.GENERATED))
                .bind("by", by.value())
                .bind("seconds", lifetime.toSeconds())
                .map(INSTALL)
                .one();
    }

    Optional<Install> byId(Handle db, Scope scope, InstallId id) {
        return scope.bind(db.createQuery("select " + COLUMNS + """
                         from node_installs
                        where id = :id and (:everything or workspace_id = any(:workspaces))
                        """))
                .bind("id", id.value())
                .map(INSTALL)
                .findOne();
    }

    List<Install> list(Handle db, Scope scope, InstallFilter filter) {
        return scope.bind(db.createQuery("select * from (select " + COLUMNS + """
                         from node_installs
                        where :everything or workspace_id = any(:workspaces)) as shown
                        where :status::text is null or shown_status = :status
                        order by created_at desc, id limit :limit
                        """))
                .bind("status", filter.status())
                .bind("limit", filter.limit())
                .map(INSTALL)
                .list();
    }

    /** Held until the transaction ends, so that of two machines with one token only one becomes the node. */
    Optional<Install> byToken(Handle tx, String token) {
        return tx.createQuery("select " + COLUMNS + " from node_installs where token_hash = :hash for update")
                .bind("hash", TokenHash.of(token))
                .map(INSTALL)
                .findOne();
    }

    Install consume(
            Handle tx, InstallId id, ConsumeInstall by, NodeId node, AgentToken agentToken, Duration readableFor) {
        return tx.createQuery("""
                        update node_installs set hostname = :hostname, additional_info = :info::json, node_id = :node,
                            agent_token = :token, agent_token_until = now() + make_interval(secs => :seconds),
                            status = 'installing', stage = :stage, status_message = :words,
                            progress_percent = greatest(progress_percent, :percent),
                            started_at = coalesce(started_at, now()), consumed_at = now(), updated_at = now()
                        where id = :id
                        returning
                        """ + COLUMNS)
                .bind("id", id.value())
                .bind("hostname", PgText.clean(by.hostname()))
                .bind(
                        "info",
                        by.additionalInfo() == null
                                ? null
                                : PgText.json(by.additionalInfo().toJson()))
                .bind("node", node.value())
                .bind("token", agentToken.secret())
                .bind("seconds", readableFor.toSeconds())
                .bind("stage", Stages.CONSUMED)
                .bind("words", Stages.words(Stages.CONSUMED))
                .bind("percent", Stages.CONSUMED_PERCENT)
                .map(INSTALL)
                .one();
    }

    /** The percentage never goes back. */
    Install report(Handle tx, InstallId id, InstallProgress progress) {
        return tx.createQuery("""
                        update node_installs set status = :status, stage = :stage,
                            status_message = coalesce(:words, status_message),
                            progress_percent = greatest(progress_percent, coalesce(:percent::integer, progress_percent)),
                            started_at = coalesce(started_at, now()), updated_at = now()
                        where id = :id
                        returning
                        """ + COLUMNS)
                .bind("id", id.value())
                .bind("status", progress.meant().wireName())
                .bind("stage", PgText.clean(progress.stage()))
                .bind(
                        "words",
                        progress.statusMessage() == null
                                ? Stages.words(progress.stage(), progress.meant())
                                : PgText.clean(progress.statusMessage()))
                .bind("percent", progress.progressPercent())
                .map(INSTALL)
                .one();
    }

    /** The agent has used its token, so it runs: nobody else needs to read the token, and the installation is done. */
    List<Install> connected(Handle tx, NodeId node) {
        return tx.createQuery("""
                        update node_installs set agent_token = null, status = 'completed', progress_percent = 100,
                            stage = case when status = 'completed' then stage else :stage end,
                            status_message = case when status = 'completed' then status_message else :words end,
                            updated_at = now()
                        where node_id = :node and (agent_token is not null or status <> 'completed')
                        returning
                        """ + COLUMNS)
                .bind("node", node.value())
                .bind("stage", Stages.CONNECTED)
                .bind("words", "The agent has connected.")
                .map(INSTALL)
                .list();
    }

    int dropOverdueTokens(Handle db) {
        return db.createUpdate(
                        "update node_installs set agent_token = null where agent_token is not null and agent_token_until <= now()")
                .execute();
    }

    private static Install install(Row row) {
        NodeInstallView view = new NodeInstallView(
                new InstallId(row.uuid("id")),
                new WorkspaceId(row.uuid("workspace_id")),
                row.optionalUuid("team_id"),
                row.text("node_name"),
                row.optionalText("description"),
                row.optionalText("hostname"),
                row.optionalUuid("node_id"),
                row.text("shown_status"),
                row.text("stage"),
                row.number("progress_percent"),
                row.optionalText("status_message"),
                row.optionalInstant("started_at"),
                row.optionalInstant("consumed_at"),
                row.instant("expires_at"),
                row.instant("created_at"),
                row.instant("updated_at"));
        String token = row.optionalText("readable_token");
        return new Install(view, token == null ? null : new AgentToken(token), row.flag("stale"));
    }
}
