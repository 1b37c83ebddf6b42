package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.server.storage.Database;
import java.util.UUID;

/** A workspace with an administrator and a node. */
public record TestTenant(WorkspaceId workspace, UserId user, String email, NodeId node) {
    public static TestTenant create(Database database) {
        UUID mark = UUID.randomUUID();
        String email = mark + "@example.com";
        return database.transaction(tx -> {
            UUID user =
                    tx.createQuery("""
                            insert into users (email, name, role) values (:email, 'Somebody', 'user') returning id
                            """).bind("email", email).mapTo(UUID.class).one();
            UUID workspace = tx.createQuery("insert into workspaces (name, slug) values ('Ours', :slug) returning id")
                    .bind("slug", mark.toString())
                    .mapTo(UUID.class)
                    .one();
            UUID node = tx.createQuery("""
                            insert into nodes (workspace_id, name, hostname, os, arch, status)
                            values (:workspace, 'node', :host, 'linux', 'amd64', 'online') returning id
                            """)
                    .bind("workspace", workspace)
                    .bind("host", mark.toString())
                    .mapTo(UUID.class)
                    .one();
            return new TestTenant(new WorkspaceId(workspace), new UserId(user), email, new NodeId(node));
        });
    }
}
