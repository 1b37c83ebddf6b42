package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.node.NodeLocation;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.rootaccess.DesiredRootAccess;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The table of nodes: everything but presence, which {@link PresenceStore} keeps. */
@Singleton
class NodeStore {
    private static final String MATCHING = """
            where (:everything or workspace_id = any(:workspaces))
              and (:status::text is null or status = :status)
              and (:pattern::text is null or name ilike :pattern or hostname ilike :pattern)
              and :team::uuid is null
              and (not :chosen or id = any(:ids))
              and (:maintenance::boolean is null or maintenance_mode = :maintenance)
            """;

    /** A node whose agent's token was taken away is taken up again; empty when the hostname is a node with a token. */
    Optional<NodeView> insert(Handle tx, NewNode node) {
        return tx.createQuery("""
                        insert into nodes (workspace_id, name, description, hostname, os, arch, agent_token_hash)
                        values (:workspace, :name, :description, :hostname, :os, :arch, :tokenHash)
                        on conflict on constraint hostname_once_in_a_workspace do update
                            set name = excluded.name, description = coalesce(excluded.description, nodes.description),
                                os = excluded.os, arch = excluded.arch, agent_token_hash = excluded.agent_token_hash,
                                updated_at = now()
                            where nodes.agent_token_hash is null
                        returning *
                        """)
                .bind("workspace", node.workspace().value())
                .bind("name", PgText.clean(node.name()))
                .bind("description", PgText.cleanOrNull(node.description()))
                .bind("hostname", PgText.clean(node.hostname()))
                .bind("os", PgText.clean(node.os()))
                .bind("arch", PgText.clean(node.arch()))
                .bind("tokenHash", node.tokenHash())
                .map(NodeRows.NODE)
                .findOne();
    }

    Optional<KnownAgent> agent(Handle db, NodeId id) {
        return db.createQuery("""
                        select workspace_id, agent_token_hash, root_access_profile, root_access_updated_at
                        from nodes where id = :id and agent_token_hash is not null
                        """)
                .bind("id", id.value())
                .map(Row.mapper(row -> new KnownAgent(
                        id,
                        new WorkspaceId(row.uuid("workspace_id")),
                        row.text("agent_token_hash"),
                        new DesiredRootAccess(
                                NodeRows.profile(row.text("root_access_profile")),
                                row.optionalInstant("root_access_updated_at")))))
                .findOne();
    }

    Optional<NodeView> byId(Handle db, Scope scope, NodeId id) {
        return scope.bind(db.createQuery("""
                        select * from nodes
                        where id = :id and (:everything or workspace_id = any(:workspaces))
                        """))
                .bind("id", id.value())
                .map(NodeRows.NODE)
                .findOne();
    }

    List<NodeView> list(Handle db, Scope scope, NodeFilter filter) {
        String direction = filter.descending() ? " desc" : " asc";
        String order = column(filter.order()) + direction + " nulls last, id limit :limit offset :offset";
        return bind(db.createQuery("select * from nodes " + MATCHING + " order by " + order), scope, filter)
                .bind("limit", filter.limit())
                .bind("offset", filter.offset())
                .map(NodeRows.NODE)
                .list();
    }

    /** How many there are, whatever page is wanted. */
    long count(Handle db, Scope scope, NodeFilter filter) {
        return bind(db.createQuery("select count(*) from nodes " + MATCHING), scope, filter)
                .mapTo(Long.class)
                .one();
    }

    private static Query bind(Query query, Scope scope, NodeFilter filter) {
        return scope.bind(query)
                .bind("status", filter.status())
                .bind("pattern", filter.pattern())
                .bind("team", filter.team())
                .bind("maintenance", filter.maintenance())
                .bind("chosen", filter.ids() != null)
                .bindArray("ids", UUID.class, filter.ids() == null ? List.of() : filter.ids());
    }

    private static String column(NodeOrder order) {
        return switch (order) {
            case CREATED -> "created_at";
            case NAME -> "lower(name)";
            case HOSTNAME -> "hostname";
            case STATUS -> "status";
            case SEEN -> "last_seen_at";
            case OS -> "os";
            case AGENT -> "agent_version";
        };
    }

    /** Empty when the node is not there or is in that state already. */
    Optional<NodeView> startMaintenance(Handle tx, Scope scope, NodeId id, UserId by, @Nullable String reason) {
        return scope.bind(tx.createQuery("""
                        update nodes set maintenance_mode = true, maintenance_reason = :reason,
                            maintenance_started_at = now(), maintenance_by_user_id = :by, updated_at = now()
                        where id = :id and (:everything or workspace_id = any(:workspaces)) and not maintenance_mode
                        returning *
                        """))
                .bind("id", id.value())
                .bind("by", by.value())
                .bind("reason", PgText.cleanOrNull(reason))
                .map(NodeRows.NODE)
                .findOne();
    }

    /** Empty when the node is not there or is in that state already. */
    Optional<NodeView> endMaintenance(Handle tx, Scope scope, NodeId id) {
        return scope.bind(tx.createQuery("""
                        update nodes set maintenance_mode = false, maintenance_reason = null,
                            maintenance_started_at = null, maintenance_by_user_id = null, updated_at = now()
                        where id = :id and (:everything or workspace_id = any(:workspaces)) and maintenance_mode
                        returning *
                        """))
                .bind("id", id.value())
                .map(NodeRows.NODE)
                .findOne();
    }

    void reportVersions(Handle db, NodeId id, ReportedVersions versions) {
        db.createUpdate("""
                        update nodes set agent_version = coalesce(:agent, agent_version),
                            platform_version = coalesce(:platform, platform_version),
                            kernel_version = coalesce(:kernel, kernel_version), last_version_reported_at = now()
                        where id = :id
                        """)
                .bind("id", id.value())
                .bind("agent", PgText.cleanOrNull(versions.agent()))
                .bind("platform", PgText.cleanOrNull(versions.platform()))
                .bind("kernel", PgText.cleanOrNull(versions.kernel()))
                .execute();
    }

    boolean reportLocation(Handle db, NodeId id, NodeLocation location) {
        return db.createUpdate("""
                        update nodes set location = cast(:location as jsonb)
                        where id = :id and location is distinct from cast(:location as jsonb)
                        """)
                        .bind("id", id.value())
                        .bind("location", PgText.clean(Json.print(location.toJson())))
                        .execute()
                == 1;
    }

    boolean reportAbilities(Handle db, NodeId id, AgentAbilities abilities) {
        return db.createUpdate("""
                                update nodes set agent_capabilities = :tokens, agent_slots = :slots
                                where id = :id and (agent_capabilities, agent_slots) is distinct from (:tokens, :slots)
                                """)
                        .bind("id", id.value())
                        .bindArray("tokens", String.class, List.copyOf(abilities.tokens()))
                        .bind("slots", abilities.slots())
                        .execute()
                == 1;
    }

    /** @param types empty when the agent does not say */
    boolean reportTypes(Handle db, NodeId id, List<String> types) {
        return db.createUpdate("""
                                update nodes set agent_types = nullif(:types, '{}'::text[])
                                where id = :id and agent_types is distinct from nullif(:types, '{}'::text[])
                                """)
                        .bind("id", id.value())
                        .bindArray(
                                "types",
                                String.class,
                                types.stream().map(PgText::clean).toList())
                        .execute()
                == 1;
    }

    Optional<NodeView> delete(Handle tx, Scope scope, NodeId id) {
        return scope.bind(tx.createQuery("""
                        delete from nodes
                        where id = :id and (:everything or workspace_id = any(:workspaces))
                        returning *
                        """))
                .bind("id", id.value())
                .map(NodeRows.NODE)
                .findOne();
    }

    Optional<NodeView> revokeToken(Handle tx, Scope scope, NodeId id) {
        return scope.bind(tx.createQuery("""
                        update nodes set agent_token_hash = null, updated_at = now()
                        where id = :id and (:everything or workspace_id = any(:workspaces))
                        returning *
                        """))
                .bind("id", id.value())
                .map(NodeRows.NODE)
                .findOne();
    }
}
