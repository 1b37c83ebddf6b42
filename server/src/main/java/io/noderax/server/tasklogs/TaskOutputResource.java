package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Callers;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
import io.noderax.server.workspaces.Scope;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The bytes of a task's log (docs/protocol-extensions.md, log-batches). */
@Path("/api/v1/tasks/{taskId}/output")
@OperatorCall
@Tag(name = "tasks")
public final class TaskOutputResource {
    private final OutputReads reads;
    private final LogDownload download;
    private final Workspaces workspaces;
    private final Callers callers;

    TaskOutputResource(OutputReads reads, LogDownload download, Workspaces workspaces, Callers callers) {
        this.reads = reads;
        this.download = download;
        this.workspaces = workspaces;
        this.callers = callers;
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
            @PathParam("taskId") String taskId, @Context UriInfo uri, @Context SecurityContext security) {
        return answer(workspaces.readableBy(Operator.of(security)), Ids.task(taskId), uri);
    }

    CompletionStage<Response> answer(Scope scope, TaskId task, UriInfo uri) {
        OutputQuery query = QueryFields.read(uri, OutputQuery::read);
        LogHead head = reads.head(scope, task);
        if (query.stream() != null) {
            StreamingOutput bytes = out -> download.write(head, query, out);
            return CompletableFuture.completedStage(answer(
                    bytes,
                    MediaType.APPLICATION_OCTET_STREAM,
                    head.end(),
                    head.state().wireName()));
        }
        return reads.read(head, query, callers.current())
                .thenApply(output -> answer(
                        Carry.bytes(output.frames()),
                        LogFrame.MEDIA_TYPE,
                        output.end(),
                        output.state().wireName()));
    }

    private static Response answer(Object body, String type, long end, String state) {
        return Response.ok(body, type)
                .header(WireHeaders.LOG_END, end)
                .header(WireHeaders.LOG_STATE, state)
                .header("Cache-Control", "no-store")
                .build();
    }
}
