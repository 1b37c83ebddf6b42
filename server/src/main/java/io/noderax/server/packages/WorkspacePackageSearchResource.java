package io.noderax.server.packages;

import io.noderax.protocol.packages.PackageWork;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Callers;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
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
import org.jboss.resteasy.reactive.RestResponse;

/** Searches for packages on the nodes of one workspace (wire contract, 3.8). */
@Path("/api/v1/workspaces/{workspaceId}/packages/search")
@Produces(MediaType.APPLICATION_JSON)
@OperatorCall
@Tag(name = "packages")
public final class WorkspacePackageSearchResource {
    private final Packages packages;
    private final Workspaces workspaces;
    private final Callers callers;

    WorkspacePackageSearchResource(Packages packages, Workspaces workspaces, Callers callers) {
        this.packages = packages;
        this.workspaces = workspaces;
        this.callers = callers;
    }

    @GET
    @Blocking // the question; the wait holds no thread
    @Operation(summary = "What can be installed on a node; 202 when it does not answer within 10 s")
    @Parameter(name = "nodeId", in = ParameterIn.QUERY)
    @Parameter(name = "term", in = ParameterIn.QUERY)
    public CompletionStage<RestResponse<PackageWork>> search(
            @PathParam("workspaceId") String workspaceId, @Context UriInfo uri, @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        SearchWish wish = QueryFields.read(uri, SearchWish::read);
        return packages.search(
                        workspaces.readable(operator, Ids.workspace(workspaceId)), operator, wish, callers.current())
                .thenApply(PackageStatus::of);
    }
}
