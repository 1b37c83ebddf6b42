package io.noderax.server.packages;

import io.noderax.protocol.packages.InstallPackages;
import io.noderax.protocol.packages.PackageWork;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Callers;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.Blocking;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Packages of the nodes of one workspace (wire contract, 3.8). */
@Path("/api/v1/workspaces/{workspaceId}/nodes/{nodeId}/packages")
@Produces(MediaType.APPLICATION_JSON)
@OperatorCall
@Tag(name = "packages")
public final class WorkspacePackageResource {
    private final Packages packages;
    private final Workspaces workspaces;
    private final Callers callers;

    WorkspacePackageResource(Packages packages, Workspaces workspaces, Callers callers) {
        this.packages = packages;
        this.workspaces = workspaces;
        this.callers = callers;
    }

    @GET
    @Blocking // the question; the wait holds no thread
    @Operation(summary = "What is installed on a node; 202 when it has never said and does not answer within 10 s")
    @Parameter(name = "refresh", in = ParameterIn.QUERY)
    public CompletionStage<RestResponse<PackageWork>> list(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("nodeId") String nodeId,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        ListWish wish = QueryFields.read(uri, ListWish::read);
        return packages.list(
                        workspaces.readable(operator, Ids.workspace(workspaceId)),
                        operator,
                        Ids.node(nodeId),
                        wish,
                        callers.current())
                .thenApply(PackageStatus::of);
    }

    @POST
    @RunOnVirtualThread
    @ResponseStatus(202)
    @Operation(summary = "Install packages on a node")
    public PackageWork install(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("nodeId") String nodeId,
            InstallPackages wish,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        return packages.install(
                workspaces.changeable(operator, Ids.workspace(workspaceId)), operator, Ids.node(nodeId), wish);
    }

    @DELETE
    @Path("/{name}")
    @RunOnVirtualThread
    @ResponseStatus(202)
    @Operation(summary = "Remove a package from a node, or purge it")
    @Parameter(name = "purge", in = ParameterIn.QUERY)
    public PackageWork remove(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("nodeId") String nodeId,
            @PathParam("name") String name,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        RemoveWish wish = QueryFields.read(uri, RemoveWish::read);
        return packages.remove(
                workspaces.changeable(operator, Ids.workspace(workspaceId)),
                operator,
                Ids.node(nodeId),
                name,
                wish.purge());
    }
}
