package io.noderax.server.tasklogs;

import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.json.Uuids;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.task.BatchAcknowledged;
import io.noderax.server.http.Ids;
import io.noderax.server.http.Refusal;
import io.noderax.server.nodes.AgentCall;
import io.noderax.server.nodes.AgentCaller;
import io.noderax.server.nodes.AnnouncingCall;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes a task's log in batches (docs/protocol-extensions.md, log-batches). */
@Path("/api/v1/agent/tasks/{taskId}/log-batches")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@AgentCall
@AnnouncingCall
@Tag(name = "agent")
public final class LogBatchResource {
    private final LogBatches batches;

    LogBatchResource(LogBatches batches) {
        this.batches = batches;
    }

    @POST
    @Consumes(LogFrame.MEDIA_TYPE)
    @Operation(summary = "Append frames to the log")
    @RequestBody(
            content =
                    @Content(
                            mediaType = LogFrame.MEDIA_TYPE,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public BatchAcknowledged append(
            @PathParam("taskId") String taskId,
            @HeaderParam(WireHeaders.ATTEMPT) @Nullable String attempt,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String encoding,
            InputStream body,
            @Context SecurityContext security) {
        AttemptId held = attempt(attempt);
        FrameBatch batch = FrameBatch.read(BatchBody.read(body, encoding));
        return new BatchAcknowledged(batches.append(AgentCaller.of(security).node(), Ids.task(taskId), held, batch));
    }

    private static AttemptId attempt(@Nullable String header) {
        UUID id = header == null ? null : Uuids.parse(header.strip());
        if (id == null) {
            throw Refusal.badRequest(
                    WireHeaders.ATTEMPT + " must be the claimToken of the attempt (a UUID) that the log belongs to");
        }
        return new AttemptId(id);
    }
}
