package io.noderax.server.views;

import io.noderax.protocol.id.SavedViewId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.session.Success;
import io.noderax.protocol.view.SaveView;
import io.noderax.protocol.view.SavedView;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The caller's own saved views in a workspace (extension {@code saved-views}). */
@Path("/api/v1/workspaces/{workspaceId}/saved-views")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "saved views")
public final class SavedViewResource {
    private static final int MOST = 100;

    private final Database database;
    private final SavedViewStore store;
    private final Workspaces workspaces;

    SavedViewResource(Database database, SavedViewStore store, Workspaces workspaces) {
        this.database = database;
        this.store = store;
        this.workspaces = workspaces;
    }

    @GET
    @Operation(summary = "The caller's saved views, by name")
    public List<SavedView> list(@PathParam("workspaceId") String workspaceId, @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        WorkspaceId workspace = readable(operator, workspaceId);
        return database.run(db -> store.list(db, workspace, operator.id()));
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Save filters under a name; a name that is there gets the new ones")
    public SavedView save(
            @PathParam("workspaceId") String workspaceId, SaveView view, @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        WorkspaceId workspace = readable(operator, workspaceId);
        return database.transaction(tx -> store.save(tx, workspace, operator.id(), view, MOST))
                .orElseThrow(
                        () -> Refusal.conflict("There are %d saved views already, which is the most".formatted(MOST)));
    }

    @DELETE
    @Path("/{viewId}")
    @Operation(summary = "Forget one")
    public Success delete(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("viewId") String viewId,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        WorkspaceId workspace = readable(operator, workspaceId);
        SavedViewId id = Ids.savedView(viewId);
        if (!database.transaction(tx -> store.delete(tx, workspace, operator.id(), id))) {
            throw Refusal.notFound("Saved view " + id + " was not found");
        }
        return new Success();
    }

    private WorkspaceId readable(Operator operator, String workspaceId) {
        return workspaces.read(operator, Ids.workspace(workspaceId)).id();
    }
}
