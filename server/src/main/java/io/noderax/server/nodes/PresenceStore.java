package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The columns of nodes that tell whether they are there; many nodes in one statement. */
@Singleton
class PresenceStore {
    /** A node that has just become online or offline. */
    record Turned(
            NodeId node,
            WorkspaceId workspace,
            String name,
            String hostname,
            Instant lastSeenAt,
            @Nullable String agentVersion,
            @Nullable Instant versionReportedAt) {}

    private static final RowMapper<Turned> TURNED = Row.mapper(row -> new Turned(
            new NodeId(row.uuid("id")),
            new WorkspaceId(row.uuid("workspace_id")),
            row.text("name"),
            row.text("hostname"),
            row.instant("last_seen_at"),
            row.optionalText("agent_version"),
            row.optionalInstant("last_version_reported_at")));

    /** Stores when each node was last seen; gives those that were offline until now. */
    List<Turned> saw(Handle tx, Map<NodeId, Instant> seen) {
        List<UUID> ids = new ArrayList<>();
        List<Timestamp> times = new ArrayList<>();
        seen.forEach((node, at) -> {
            ids.add(node.value());
            times.add(Timestamp.from(at));
        });
        return tx.createQuery("""
                        with seen as (select * from unnest(:ids, :times) as seen (id, at)),
                             before as (select n.id, n.status from nodes n join seen using (id) order by n.id for update of n),
                             after as (
                               update nodes n set
                                   last_seen_at = greatest(n.last_seen_at, seen.at),
                                   status = 'online',
                                   status_since = case when before.status = 'online' then n.status_since else now() end
                               from seen join before using (id) where n.id = seen.id
                               returning n.*, before.status as status_before)
                        select * from after where status_before = 'offline'
                        """)
                .bindArray("ids", UUID.class, ids)
                .bindArray("times", Timestamp.class, times)
                .map(TURNED)
                .list();
    }

    /** Turns those offline that nobody has seen for the grace, counted from the start of the watch at the earliest. */
    List<Turned> lose(Handle tx, Duration grace, Instant watchedSince) {
        return tx.createQuery("""
                        update nodes set status = 'offline', status_since = now()
                        where status = 'online'
                          and last_seen_at < now() - make_interval(secs => :grace)
                          and :watchedSince < now() - make_interval(secs => :grace)
                        returning *
                        """)
                .bind("grace", grace.toSeconds())
                .bind("watchedSince", watchedSince)
                .map(TURNED)
                .list();
    }
}
