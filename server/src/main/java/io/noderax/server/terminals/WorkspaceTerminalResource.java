package io.noderax.server.terminals;

import io.noderax.protocol.terminal.TerminalSessionView;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
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

/** Terminal sessions of a workspace, of whatever node (extension {@code terminal-list}). */
@Path("/api/v1/workspaces/{workspaceId}/terminal-sessions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "terminals")
public final class WorkspaceTerminalResource {
    private final Terminals terminals;
    private final Workspaces workspaces;

    WorkspaceTerminalResource(Terminals terminals, Workspaces workspaces) {
        this.terminals = terminals;
        this.workspaces = workspaces;
    }

    @GET
    @Operation(summary = "Terminal sessions of all nodes, newest first")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "offset", in = ParameterIn.QUERY)
    public List<TerminalSessionView> list(
            @PathParam("workspaceId") String workspaceId, @Context UriInfo uri, @Context SecurityContext security) {
        SessionPage page = QueryFields.read(uri, SessionPage::read);
        return terminals.list(
                workspaces.administered(Operator.of(security), Ids.workspace(workspaceId), "Terminals of"), page);
    }
}
