package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The table of agents' sockets: one row a node, its newest. A row counts while its process listens. */
@Singleton
class AgentRouteStore {
    private static final String LISTENS = """
            exists (select from pg_stat_activity where application_name = 'noderax ' || s.process_id)
            """;

    void put(Handle tx, AgentSession session, UUID process) {
        tx.createUpdate("""
                        insert into agent_sockets (node_id, process_id, socket_id, capabilities)
                        select id, :process, :socket, :capabilities from nodes where id = :node
                        on conflict (node_id) do update set process_id = excluded.process_id,
                            socket_id = excluded.socket_id, capabilities = excluded.capabilities, connected_at = now()
                        """)
                .bind("node", session.node().value())
                .bind("process", process)
                .bind("socket", session.id())
                .bindArray("capabilities", String.class, List.copyOf(session.abilities()))
                .execute();
    }

    /** Nothing when the node has a newer socket. */
    int remove(Handle db, AgentSession session) {
        return db.createUpdate("delete from agent_sockets where node_id = :node and socket_id = :socket")
                .bind("node", session.node().value())
                .bind("socket", session.id())
                .execute();
    }

    /** Whether the node's newest socket is in another process. */
    boolean isElsewhere(Handle db, NodeId node, UUID self) {
        return db.createQuery("select count(*) from agent_sockets where node_id = :node and process_id <> :self")
                        .bind("node", node.value())
                        .bind("self", self)
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    /** Of a socket in another process. */
    Optional<Set<String>> abilities(Handle db, NodeId node, UUID self) {
        return db.createQuery("""
                        select capabilities from agent_sockets s
                        where node_id = :node and process_id <> :self and\s""" + LISTENS)
                .bind("node", node.value())
                .bind("self", self)
                .map(Row.mapper(row -> Set.copyOf(row.texts("capabilities"))))
                .findOne();
    }

    /** Sends to the process that has the node's socket; false when that is no other one. */
    boolean send(Handle tx, NodeId node, UUID self, List<String> parts) {
        return tx.createQuery("""
                        select count(pg_notify('noderax_' || replace(s.process_id::text, '-', ''), part.text))
                        from agent_sockets s, unnest(:parts) with ordinality as part (text, place)
                        where node_id = :node and process_id <> :self and\s""" + LISTENS)
                        .bind("node", node.value())
                        .bind("self", self)
                        .bindArray("parts", String.class, parts)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }
}
