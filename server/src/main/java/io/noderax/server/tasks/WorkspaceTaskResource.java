package io.noderax.server.tasks;

import io.noderax.protocol.problem.Reason;
import io.noderax.protocol.task.CreateTask;
import io.noderax.protocol.task.CreateTaskBatch;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
import io.noderax.server.tasklogs.LogRange;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Tasks of one workspace (wire contract, 3.6). */
@Path("/api/v1/workspaces/{workspaceId}/tasks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "tasks")
public final class WorkspaceTaskResource {
    private final TaskQueue queue;
    private final TaskBook book;
    private final TaskTransitions transitions;
    private final Workspaces workspaces;

    WorkspaceTaskResource(TaskQueue queue, TaskBook book, TaskTransitions transitions, Workspaces workspaces) {
        this.queue = queue;
        this.book = book;
        this.transitions = transitions;
        this.workspaces = workspaces;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Queue a task for a node")
    public TaskView create(
            @PathParam("workspaceId") String workspaceId,
            CreateTask task,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        return queue.enqueue(
                workspaces.changeable(operator, Ids.workspace(workspaceId)), operator, task, IdempotencyKey.read(key));
    }

    @POST
    @Path("/batch")
    @ResponseStatus(201)
    @Operation(summary = "Queue the same task for several nodes")
    public List<TaskView> createAll(
            @PathParam("workspaceId") String workspaceId,
            CreateTaskBatch batch,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        return queue.enqueueAll(
                workspaces.changeable(operator, Ids.workspace(workspaceId)), operator, batch, IdempotencyKey.read(key));
    }

    @GET
    @Operation(summary = "Tasks, newest first")
    @Parameter(name = "nodeId", in = ParameterIn.QUERY)
    @Parameter(name = "status", in = ParameterIn.QUERY)
    @Parameter(name = "includeInternal", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "offset", in = ParameterIn.QUERY)
    @Parameter(name = "createdAfter", in = ParameterIn.QUERY)
    @Parameter(name = "createdBefore", in = ParameterIn.QUERY)
    @Parameter(name = "fanOutId", in = ParameterIn.QUERY)
    @Parameter(name = "total", in = ParameterIn.QUERY)
    @APIResponseSchema(TaskView[].class)
    public Response list(
            @PathParam("workspaceId") String workspaceId, @Context UriInfo uri, @Context SecurityContext security) {
        TaskFilter filter = QueryFields.read(uri, TaskFilter::read);
        return book.list(workspaces.readable(Operator.of(security), Ids.workspace(workspaceId)), filter)
                .answer();
    }

    @GET
    @Path("/{taskId}")
    @Operation(summary = "One task")
    public TaskView read(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("taskId") String taskId,
            @Context SecurityContext security) {
        return book.read(workspaces.readable(Operator.of(security), Ids.workspace(workspaceId)), Ids.task(taskId));
    }

    @GET
    @Path("/{taskId}/logs")
    @Operation(summary = "Lines of the log, in their order")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @Parameter(name = "before", in = ParameterIn.QUERY)
    @Parameter(name = "tail", in = ParameterIn.QUERY)
    public List<LogRow> log(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("taskId") String taskId,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        LogRange range = QueryFields.read(uri, LogRange::read);
        return book.log(
                workspaces.readable(Operator.of(security), Ids.workspace(workspaceId)), Ids.task(taskId), range);
    }

    @POST
    @Path("/{taskId}/cancel")
    @ResponseStatus(201)
    @Operation(summary = "End a task, or ask for its end while it runs")
    public TaskView cancel(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("taskId") String taskId,
            Reason reason,
            @Context SecurityContext security) {
        return transitions.cancel(
                workspaces.changeable(Operator.of(security), Ids.workspace(workspaceId)),
                Ids.task(taskId),
                reason.reason());
    }
}
