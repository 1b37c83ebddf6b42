package io.noderax.server.installs;

import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.install.CreateNodeInstall;
import io.noderax.protocol.install.CreatedNodeInstall;
import io.noderax.protocol.install.NodeInstallView;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The operator's side of installations (wire contract, 1.3); the list is an extension. */
@Path("/api/v1/workspaces/{workspaceId}/node-installs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "installs")
public final class WorkspaceInstallResource {
    private final Installs installs;
    private final Workspaces workspaces;

    WorkspaceInstallResource(Installs installs, Workspaces workspaces) {
        this.installs = installs;
        this.workspaces = workspaces;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Prepare a node; the answer has the command to paste on the machine")
    public CreatedNodeInstall create(
            @PathParam("workspaceId") String workspaceId,
            CreateNodeInstall install,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        WorkspaceId workspace = Ids.workspace(workspaceId);
        workspaces.changeable(operator, workspace);
        return installs.create(workspace, operator, install);
    }

    @GET
    @Operation(summary = "Installations, newest first")
    @Parameter(name = "status", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    public List<NodeInstallView> list(
            @PathParam("workspaceId") String workspaceId, @Context UriInfo uri, @Context SecurityContext security) {
        InstallFilter filter = QueryFields.read(uri, InstallFilter::read);
        return installs.list(workspaces.readable(Operator.of(security), Ids.workspace(workspaceId)), filter);
    }

    @GET
    @Path("/{installId}")
    @Operation(summary = "One installation")
    public NodeInstallView read(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("installId") String installId,
            @Context SecurityContext security) {
        return installs.read(
                workspaces.readable(Operator.of(security), Ids.workspace(workspaceId)), Ids.install(installId));
    }
}
