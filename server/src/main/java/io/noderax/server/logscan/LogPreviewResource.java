package io.noderax.server.logscan;

import io.noderax.protocol.logscan.AskLogPreview;
import io.noderax.protocol.logscan.LogPreset;
import io.noderax.protocol.logscan.LogPreview;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Callers;
import io.noderax.server.http.Ids;
import io.noderax.server.workspaces.Scope;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The ends of a node's logs (wire contract, 3.8). */
@Path("/api/v1/workspaces/{workspaceId}/nodes/{nodeId}")
@Produces(MediaType.APPLICATION_JSON)
@OperatorCall
@Tag(name = "logs")
public final class LogPreviewResource {
    private final LogPreviews previews;
    private final Workspaces workspaces;
    private final Callers callers;

    LogPreviewResource(LogPreviews previews, Workspaces workspaces, Callers callers) {
        this.previews = previews;
        this.workspaces = workspaces;
        this.callers = callers;
    }

    @GET
    @Path("/log-presets")
    @RunOnVirtualThread
    @Operation(summary = "The logs that can be read")
    public List<LogPreset> presets(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("nodeId") String nodeId,
            @Context SecurityContext security) {
        Scope scope = workspaces.administered(Operator.of(security), Ids.workspace(workspaceId), "Logs of");
        return previews.presets(scope, Ids.node(nodeId));
    }

    @POST
    @Path("/log-preview")
    @Blocking // the question; the wait holds no thread
    @Operation(summary = "The last lines of a log; 202 when the node has not answered within 10 s")
    public CompletionStage<RestResponse<LogPreview>> preview(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("nodeId") String nodeId,
            AskLogPreview asked,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        Scope scope = workspaces.changeable(operator, Ids.workspace(workspaceId));
        return previews.preview(scope, operator, Ids.node(nodeId), asked, callers.current())
                .thenApply(LogPreviewResource::answer);
    }

    private static RestResponse<LogPreview> answer(LogPreview preview) {
        return RestResponse.status(
                preview.status().isFinal() ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, preview);
    }
}
