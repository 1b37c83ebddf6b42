package io.noderax.server.workspaces;

import io.noderax.protocol.node.WorkspaceView;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reading workspaces (wire contract, 3.3). */
@Path("/api/v1/workspaces")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "workspaces")
public final class WorkspaceResource {
    private final Workspaces workspaces;

    public WorkspaceResource(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    @GET
    @Operation(summary = "The caller's workspaces")
    public List<WorkspaceView> list(@Context SecurityContext security) {
        return workspaces.of(Operator.of(security));
    }

    @GET
    @Path("/{workspaceId}")
    @Operation(summary = "One workspace")
    public WorkspaceView read(@PathParam("workspaceId") String workspaceId, @Context SecurityContext security) {
        return workspaces.read(Operator.of(security), Ids.workspace(workspaceId));
    }
}
