package io.noderax.server.workspaces;

import io.noderax.protocol.id.UserId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.node.WorkspaceView;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The tables of workspaces and memberships. A workspace is read with the role that one user has in it. */
@Singleton
final class WorkspaceStore {
    private static final RowMapper<WorkspaceView> WORKSPACE = Row.mapper(WorkspaceStore::workspace);

    void insertDefaultUnlessThere(Handle tx) {
        tx.createUpdate("""
                insert into workspaces (name, slug, is_default) values ('Default Workspace', 'default', true)
                on conflict do nothing
                """).execute();
    }

    WorkspaceId defaultWorkspace(Handle db) {
        return db.createQuery("select id from workspaces where is_default")
                .map(Row.mapper(row -> new WorkspaceId(row.uuid("id"))))
                .one();
    }

    /** Every workspace; the role is null where the user is no member. */
    List<WorkspaceView> all(Handle db, UserId user) {
        return db.createQuery("""
                        select w.*, m.role as member_role from workspaces w
                        left join workspace_memberships m on m.workspace_id = w.id and m.user_id = :user
                        order by w.created_at, w.id
                        """).bind("user", user.value()).map(WORKSPACE).list();
    }

    Optional<WorkspaceView> byId(Handle db, WorkspaceId id, UserId user) {
        return db.createQuery("""
                        select w.*, m.role as member_role from workspaces w
                        left join workspace_memberships m on m.workspace_id = w.id and m.user_id = :user
                        where w.id = :id
                        """)
                .bind("id", id.value())
                .bind("user", user.value())
                .map(WORKSPACE)
                .findOne();
    }

    private static WorkspaceView workspace(Row row) {
        return new WorkspaceView(
                new WorkspaceId(row.uuid("id")),
                row.text("name"),
                row.text("slug"),
                row.text("default_timezone"),
                row.optionalUuid("created_by_user_id"),
                row.flag("is_archived"),
                row.flag("is_default"),
                row.optionalText("member_role"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
