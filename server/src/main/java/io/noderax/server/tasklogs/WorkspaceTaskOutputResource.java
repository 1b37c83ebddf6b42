package io.noderax.server.tasklogs;

import io.noderax.protocol.log.LogFrame;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@link TaskOutputResource} for the tasks of one workspace. */
@Path("/api/v1/workspaces/{workspaceId}/tasks/{taskId}/output")
@OperatorCall
@Tag(name = "tasks")
public final class WorkspaceTaskOutputResource {
    private final TaskOutputResource outputs;
    private final Workspaces workspaces;

    WorkspaceTaskOutputResource(TaskOutputResource outputs, Workspaces workspaces) {
        this.outputs = outputs;
        this.workspaces = workspaces;
    }

    @GET
    @Blocking // the read; the wait holds no thread
    @Operation(summary = "The log as frames, or one stream as it was written")
    @Parameter(name = "offset", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "waitMs", in = ParameterIn.QUERY)
    @Parameter(name = "stream", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = LogFrame.MEDIA_TYPE,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    public CompletionStage<Response> output(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("taskId") String taskId,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        return outputs.answer(
                workspaces.readable(Operator.of(security), Ids.workspace(workspaceId)), Ids.task(taskId), uri);
    }
}
