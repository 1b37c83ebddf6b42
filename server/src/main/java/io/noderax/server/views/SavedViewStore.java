package io.noderax.server.views;

import io.noderax.protocol.id.SavedViewId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.view.SaveView;
import io.noderax.protocol.view.SavedView;
import io.noderax.server.storage.PgText;
import io.noderax.server.storage.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The table of saved views. */
@Singleton
class SavedViewStore {
    private static final RowMapper<SavedView> VIEW = Row.mapper(row -> new SavedView(
            new SavedViewId(row.uuid("id")),
            row.text("page"),
            row.text("name"),
            row.text("query"),
            row.instant("created_at")));

    /** Those of that person, by name. */
    List<SavedView> list(Handle db, WorkspaceId workspace, UserId user) {
        return db.createQuery("""
                        select * from saved_views where workspace_id = :workspace and user_id = :user
                        order by page, lower(name), id
                        """)
                .bind("workspace", workspace.value())
                .bind("user", user.value())
                .map(VIEW)
                .list();
    }

    /** A name that is there already gets the new filters. Empty when there would be more than that many. */
    Optional<SavedView> save(Handle tx, WorkspaceId workspace, UserId user, SaveView view, int most) {
        return tx.createQuery("""
                        insert into saved_views (workspace_id, user_id, page, name, query)
                        select :workspace, :user, :page, :name, :query
                        where (select count(*) from saved_views where workspace_id = :workspace and user_id = :user) < :most
                          or exists (select from saved_views where workspace_id = :workspace and user_id = :user
                                and page = :page and name = :name)
                        on conflict on constraint one_view_a_name do update set query = excluded.query
                        returning *
                        """)
                .bind("workspace", workspace.value())
                .bind("user", user.value())
                .bind("page", PgText.clean(view.page()))
                .bind("name", PgText.clean(view.name()))
                .bind("query", PgText.clean(view.query()))
                .bind("most", most)
                .map(VIEW)
                .findOne();
    }

    /** False when that person has no such view there. */
    boolean delete(Handle tx, WorkspaceId workspace, UserId user, SavedViewId id) {
        return tx.createUpdate("""
                                delete from saved_views where id = :id and workspace_id = :workspace and user_id = :user
                                """)
                        .bind("id", id.value())
                        .bind("workspace", workspace.value())
                        .bind("user", user.value())
                        .execute()
                == 1;
    }
}
