package io.noderax.server.terminals;

import io.noderax.protocol.terminal.CreateTerminalSession;
import io.noderax.protocol.terminal.CreatedTerminalSession;
import io.noderax.protocol.terminal.TerminalSessionView;
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

/** Terminal sessions of one node (wire contract, 3.8). */
@Path("/api/v1/workspaces/{workspaceId}/nodes/{nodeId}/terminal-sessions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "terminals")
public final class NodeTerminalResource {
    private final Terminals terminals;
    private final Workspaces workspaces;

    NodeTerminalResource(Terminals terminals, Workspaces workspaces) {
        this.terminals = terminals;
        this.workspaces = workspaces;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Open a terminal; the answer has the token to attach to it")
    public CreatedTerminalSession create(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("nodeId") String nodeId,
            CreateTerminalSession session,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        return terminals.create(
                workspaces.changeable(operator, Ids.workspace(workspaceId)), Ids.node(nodeId), operator, session);
    }

    @GET
    @Operation(summary = "Terminal sessions of the node, newest first")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "offset", in = ParameterIn.QUERY)
    public List<TerminalSessionView> list(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("nodeId") String nodeId,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        SessionPage page = QueryFields.read(uri, SessionPage::read);
        return terminals.list(
                workspaces.administered(Operator.of(security), Ids.workspace(workspaceId), "Terminals of"),
                Ids.node(nodeId),
                page);
    }
}
