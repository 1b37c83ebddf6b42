package io.noderax.server.workspaces;

import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.node.WorkspaceView;
import io.noderax.server.auth.Operator;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Who may see and do what in which workspace. To a stranger a workspace does not exist; a member without the right to change is
 * told so; an archived one is read only.
 */
@Singleton
public class Workspaces {
    private final Database database;
    private final WorkspaceStore store;

    Workspaces(Database database, WorkspaceStore store) {
        this.database = database;
        this.store = store;
    }

    void onStart(@Observes @Priority(10) StartupEvent started) {
        database.inTransaction(store::insertDefaultUnlessThere);
    }

    /** The workspaces of the operator, each with the operator's role. */
    public List<WorkspaceView> of(Operator operator) {
        return database.run(db -> store.all(db, operator.id())).stream()
                .map(workspace -> asSeenBy(operator, workspace))
                .filter(workspace -> workspace.currentUserRole() != null)
                .toList();
    }

    /** What the operator may read on routes that are not of one workspace. */
    public Scope readableBy(Operator operator) {
        return operator.isPlatformAdmin()
                ? Scope.EVERYTHING
                : Scope.of(of(operator).stream().map(WorkspaceView::id).toList());
    }

    /** What the operator may change on routes that are not of one workspace. */
    public Scope changeableBy(Operator operator) {
        return operator.isPlatformAdmin()
                ? Scope.EVERYTHING
                : Scope.of(of(operator).stream()
                        .filter(workspace ->
                                !workspace.isArchived() && role(workspace).mayChange())
                        .map(WorkspaceView::id)
                        .toList());
    }

    public WorkspaceView read(Operator operator, WorkspaceId id) {
        return database.run(db -> store.byId(db, id, operator.id()))
                .map(workspace -> asSeenBy(operator, workspace))
                .filter(workspace -> workspace.currentUserRole() != null)
                .orElseThrow(() -> Refusal.notFound("Workspace " + id + " was not found"));
    }

    /** The workspace as a scope for reading. */
    public Scope readable(Operator operator, WorkspaceId id) {
        return Scope.of(read(operator, id).id());
    }

    /** The workspace as a scope for changing. */
    public Scope changeable(Operator operator, WorkspaceId id) {
        WorkspaceView workspace = read(operator, id);
        requireAdmin(workspace, "Changing");
        if (workspace.isArchived()) {
            throw Refusal.conflict("Workspace " + workspace.slug() + " is archived and cannot be changed");
        }
        return Scope.of(workspace.id());
    }

    /** The workspace as a scope for reading what only its owners and admins may see. */
    public Scope administered(Operator operator, WorkspaceId id) {
        return administered(operator, id, "The audit log of");
    }

    /** @param what is to be seen, for a sentence that goes on with the workspace */
    public Scope administered(Operator operator, WorkspaceId id, String what) {
        WorkspaceView workspace = read(operator, id);
        requireAdmin(workspace, what);
        return Scope.of(workspace.id());
    }

    private static void requireAdmin(WorkspaceView workspace, String what) {
        WorkspaceRole role = role(workspace);
        if (!role.mayChange()) {
            throw Refusal.forbidden("%s workspace %s needs the role owner or admin (yours is %s)"
                    .formatted(what, workspace.slug(), role.wireName()));
        }
    }

    public WorkspaceId defaultWorkspace() {
        return database.run(store::defaultWorkspace);
    }

    private static WorkspaceView asSeenBy(Operator operator, WorkspaceView workspace) {
        return operator.isPlatformAdmin() ? workspace.withRole(WorkspaceRole.OWNER.wireName()) : workspace;
    }

    private static WorkspaceRole role(WorkspaceView workspace) {
        return WorkspaceRole.of(String.valueOf(workspace.currentUserRole()));
    }
}
