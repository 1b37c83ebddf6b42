package io.noderax.server.terminals;

import io.noderax.protocol.problem.Reason;
import io.noderax.protocol.terminal.TerminalChunkView;
import io.noderax.protocol.terminal.TerminalConnection;
import io.noderax.protocol.terminal.TerminalSessionView;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
import io.noderax.server.workspaces.Scope;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** One terminal session (wire contract, 3.8). */
@Path("/api/v1/workspaces/{workspaceId}/terminal-sessions/{sessionId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "terminals")
public final class TerminalSessionResource {
    private final Terminals terminals;
    private final CastExport cast;
    private final Workspaces workspaces;

    TerminalSessionResource(Terminals terminals, CastExport cast, Workspaces workspaces) {
        this.terminals = terminals;
        this.cast = cast;
        this.workspaces = workspaces;
    }

    @GET
    @Operation(summary = "The session; a live one only for the person who opened it")
    public TerminalSessionView read(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("sessionId") String sessionId,
            @Context SecurityContext security) {
        return terminals
                .read(scope(workspaceId, security), Ids.terminalSession(sessionId), Operator.of(security))
                .view();
    }

    @POST
    @Path("/connect-token")
    @ResponseStatus(201)
    @Operation(summary = "A token to attach to the session, for the person who opened it")
    public TerminalConnection connect(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("sessionId") String sessionId,
            @Context SecurityContext security) {
        return terminals.connect(scope(workspaceId, security), Ids.terminalSession(sessionId), Operator.of(security));
    }

    @GET
    @Path("/chunks")
    @Operation(summary = "The transcript, in its order")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "offset", in = ParameterIn.QUERY)
    @Parameter(name = "afterSeq", in = ParameterIn.QUERY)
    public List<TerminalChunkView> chunks(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("sessionId") String sessionId,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        ChunkPage page = QueryFields.read(uri, ChunkPage::read);
        return terminals.chunks(
                scope(workspaceId, security), Ids.terminalSession(sessionId), Operator.of(security), page);
    }

    @GET
    @Path("/cast")
    @Produces(CastExport.MEDIA_TYPE)
    @Operation(summary = "The transcript as an asciicast, version 2")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = CastExport.MEDIA_TYPE,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response cast(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("sessionId") String sessionId,
            @Context SecurityContext security) {
        StoredSession session = terminals.transcript(
                scope(workspaceId, security), Ids.terminalSession(sessionId), Operator.of(security));
        StreamingOutput lines = out -> cast.write(session, out);
        return Response.ok(lines, CastExport.MEDIA_TYPE)
                .header("Content-Disposition", "attachment; filename=\"terminal-" + session.id() + ".cast\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Path("/terminate")
    @ResponseStatus(201)
    @Operation(summary = "Ask the shell to end")
    public TerminalSessionView terminate(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("sessionId") String sessionId,
            Reason reason,
            @Context SecurityContext security) {
        return terminals.terminate(
                workspaces.changeable(Operator.of(security), Ids.workspace(workspaceId)),
                Ids.terminalSession(sessionId),
                reason.reason());
    }

    private Scope scope(String workspaceId, SecurityContext security) {
        return workspaces.administered(Operator.of(security), Ids.workspace(workspaceId), "Terminals of");
    }
}
