package io.noderax.server.tasks;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.task.ClaimAnswer;
import io.noderax.protocol.task.ClaimRequest;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.ControlAnswer;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.TaskAcknowledged;
import io.noderax.protocol.task.TaskReport;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.http.Callers;
import io.noderax.server.http.Ids;
import io.noderax.server.http.Refusal;
import io.noderax.server.nodes.AgentCall;
import io.noderax.server.nodes.AgentCaller;
import io.noderax.server.nodes.Nodes;
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
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The agent's side of tasks (wire contract, 1.6 and 1.7). */
@Path("/api/v1/agent/tasks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@AgentCall
@Tag(name = "agent")
public final class AgentTaskResource {
    private final Claims claims;
    private final TaskTransitions transitions;
    private final TaskBook book;
    private final Nodes nodes;
    private final Callers callers;

    AgentTaskResource(Claims claims, TaskTransitions transitions, TaskBook book, Nodes nodes, Callers callers) {
        this.claims = claims;
        this.transitions = transitions;
        this.book = book;
        this.nodes = nodes;
        this.callers = callers;
    }

    @POST
    @Path("/claim")
    @Blocking // the look for work; the wait holds no thread
    @Operation(summary = "Wait for a task")
    public CompletionStage<ClaimAnswer> claim(ClaimRequest request, @Context SecurityContext security) {
        AgentCaller agent = AgentCaller.of(security);
        if (request.rootAccess() != null) {
            nodes.reportRootAccess(agent.node(), request.rootAccess());
        }
        return claims.claim(agent, request.waitFor(), callers.current());
    }

    @POST
    @Path("/{taskId}/accepted")
    @Operation(summary = "Confirm a claim")
    public TaskAcknowledged accepted(
            @PathParam("taskId") String taskId, TaskReport report, @Context SecurityContext security) {
        TaskId id = same(taskId, report.taskId());
        return transitions.accepted(AgentCaller.of(security).node(), id);
    }

    @POST
    @Path("/{taskId}/started")
    @Operation(summary = "Start a claimed task")
    public TaskView started(@PathParam("taskId") String taskId, TaskReport report, @Context SecurityContext security) {
        TaskId id = same(taskId, report.taskId());
        return transitions.started(AgentCaller.of(security).node(), id);
    }

    @POST
    @Path("/{taskId}/logs")
    @Operation(summary = "Append one line to the log")
    public LogRow log(@PathParam("taskId") String taskId, LogLine line, @Context SecurityContext security) {
        TaskId id = same(taskId, line.taskId());
        return book.append(AgentCaller.of(security).node(), id, line);
    }

    @POST
    @Path("/{taskId}/completed")
    @Operation(summary = "Report how a task ended")
    public TaskView completed(
            @PathParam("taskId") String taskId, Completion completion, @Context SecurityContext security) {
        TaskId id = same(taskId, completion.taskId());
        return transitions.completed(AgentCaller.of(security).node(), id, completion);
    }

    @GET
    @Path("/{taskId}/control")
    @Operation(summary = "Whether to stop a task")
    public ControlAnswer control(@PathParam("taskId") String taskId, @Context SecurityContext security) {
        return book.control(AgentCaller.of(security).node(), Ids.task(taskId));
    }

    private static TaskId same(String inPath, @Nullable TaskId inBody) {
        TaskId id = Ids.task(inPath);
        if (inBody != null && !inBody.equals(id)) {
            throw Refusal.badRequest("taskId in request body must match route parameter");
        }
        return id;
    }
}
