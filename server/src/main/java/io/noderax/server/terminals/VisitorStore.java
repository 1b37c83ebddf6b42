package io.noderax.server.terminals;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** Whether people may still be at their terminals. */
@Singleton
class VisitorStore {
    /** Whether the account is active and may change the workspace. */
    boolean mayAttach(Handle db, ConnectTokens.Pass pass) {
        return db.createQuery("""
                        select exists (
                          select from users u
                          where u.id = :user and u.is_active
                            and (u.role = 'platform_admin' or exists (
                              select from workspace_memberships m
                              where m.user_id = u.id and m.workspace_id = :workspace and m.role in ('owner', 'admin'))))
                        """)
                .bind("user", pass.user().value())
                .bind("workspace", pass.workspace().value())
                .mapTo(Boolean.class)
                .one();
    }
}
