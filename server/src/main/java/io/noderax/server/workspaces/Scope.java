package io.noderax.server.workspaces;

import io.noderax.protocol.id.WorkspaceId;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The workspaces whose rows a caller may see. Every query for operators binds one; its SQL has the condition
 * {@code (:everything or workspace_id = any(:workspaces))}.
 *
 * @param everything true for a platform administrator: no limit
 */
public record Scope(boolean everything, List<UUID> workspaces) {
    public static final Scope EVERYTHING = new Scope(true, List.of());

    public static Scope of(WorkspaceId workspace) {
        return new Scope(false, List.of(workspace.value()));
    }

    public static Scope of(List<WorkspaceId> workspaces) {
        return new Scope(false, workspaces.stream().map(WorkspaceId::value).toList());
    }

    /** Binds the two names of the condition. */
    public <S extends SqlStatement<S>> S bind(S statement) {
        return statement.bind("everything", everything).bindArray("workspaces", UUID.class, workspaces);
    }
}
