package io.noderax.server.tasks;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.task.ClaimAnswer;
import io.noderax.protocol.task.ClaimRequest;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.ControlAnswer;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.LogRow;
import io.noderax.protocol.task.TaskAcknowledged;
import io.noderax.protocol.task.TaskReport;
import io.noderax.protocol.task.TaskState;
import io.noderax.protocol.task.TaskView;
import io.noderax.server.http.Callers;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
import io.noderax.server.http.Refusal;
import io.noderax.server.nodes.AgentCall;
import io.noderax.server.nodes.AgentCaller;
import io.noderax.server.nodes.AnnouncingCall;
import io.noderax.server.nodes.Nodes;
import io.noderax.server.nodes.RootReports;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The agent's side of tasks (wire contract, 1.6 and 1.7). */
@Path("/api/v1/agent/tasks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@AgentCall
@AnnouncingCall
@Tag(name = "agent")
public final class AgentTaskResource {
    private final Claims claims;
    private final TaskTransitions transitions;
    private final TaskBook book;
    private final Nodes nodes;
    private final RootReports rootReports;
    private final Callers callers;
    private final Controls controls;
    private final TaskContacts contacts;
    private final TaskStates states;

    AgentTaskResource(
            Claims claims,
            Controls controls,
            TaskTransitions transitions,
            TaskContacts contacts,
            TaskStates states,
            TaskBook book,
            Nodes nodes,
            RootReports rootReports,
            Callers callers) {
        this.claims = claims;
        this.transitions = transitions;
        this.book = book;
        this.nodes = nodes;
        this.rootReports = rootReports;
        this.callers = callers;
        this.controls = controls;
        this.contacts = contacts;
        this.states = states;
    }

    @POST
    @Path("/claim")
    @Blocking // the look for work; the wait holds no thread
    @Operation(summary = "Wait for a task")
    public CompletionStage<ClaimAnswer> claim(ClaimRequest request, @Context SecurityContext security) {
        AgentCaller agent = AgentCaller.of(security);
        if (request.rootAccess() != null) {
            rootReports.report(agent.node(), request.rootAccess());
        }
        nodes.reportTypes(agent.node(), agent.abilities().namesItsTypes() ? request.capabilities() : List.of());
        return claims.claim(agent, request, callers.current());
    }

    @POST
    @Path("/{taskId}/accepted")
    @Operation(summary = "Confirm a claim")
    public TaskAcknowledged accepted(
            @PathParam("taskId") String taskId,
            TaskReport report,
            @HeaderParam(WireHeaders.ATTEMPT) @Nullable String attempt,
            @Context SecurityContext security) {
        return transitions.accepted(heard(security, same(taskId, report.taskId()), attempt));
    }

    @POST
    @Path("/{taskId}/started")
    @Operation(summary = "Start a claimed task")
    public TaskView started(
            @PathParam("taskId") String taskId,
            TaskReport report,
            @HeaderParam(WireHeaders.ATTEMPT) @Nullable String attempt,
            @Context SecurityContext security) {
        return transitions.started(heard(security, same(taskId, report.taskId()), attempt));
    }

    @POST
    @Path("/{taskId}/logs")
    @Operation(summary = "Append one line to the log")
    public LogRow log(
            @PathParam("taskId") String taskId,
            LogLine line,
            @HeaderParam(WireHeaders.ATTEMPT) @Nullable String attempt,
            @Context SecurityContext security) {
        return book.append(heard(security, same(taskId, line.taskId()), attempt), line);
    }

    @POST
    @Path("/{taskId}/completed")
    @Operation(summary = "Report how a task ended")
    public TaskView completed(
            @PathParam("taskId") String taskId,
            Completion completion,
            @HeaderParam(WireHeaders.ATTEMPT) @Nullable String attempt,
            @Context SecurityContext security) {
        Report report = report(security, same(taskId, completion.taskId()), attempt);
        return transitions.completed(report, completion);
    }

    @POST
    @Path("/{taskId}/state")
    @Operation(summary = "Say what keeps a running task from going on")
    public TaskAcknowledged state(
            @PathParam("taskId") String taskId,
            TaskState state,
            @HeaderParam(WireHeaders.ATTEMPT) @Nullable String attempt,
            @Context SecurityContext security) {
        return states.report(heard(security, same(taskId, state.taskId()), attempt), state);
    }

    @GET
    @Path("/{taskId}/control")
    @Blocking // the look; the wait holds no thread
    @Operation(summary = "Whether to stop a task")
    @Parameter(name = "waitMs", in = ParameterIn.QUERY)
    public CompletionStage<ControlAnswer> control(
            @PathParam("taskId") String taskId,
            @HeaderParam(WireHeaders.ATTEMPT) @Nullable String attempt,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        ControlWait wait = QueryFields.read(uri, ControlWait::read);
        return controls.control(heard(security, Ids.task(taskId), attempt), wait.time(), callers.current());
    }

    /** A report that is also a sign of life of its attempt. */
    private Report heard(SecurityContext security, TaskId task, @Nullable String attempt) {
        Report report = report(security, task, attempt);
        contacts.touch(report);
        return report;
    }

    private static Report report(SecurityContext security, TaskId task, @Nullable String attempt) {
        return new Report(AgentCaller.of(security).node(), task, Ids.attempt(attempt));
    }

    private static TaskId same(String inPath, @Nullable TaskId inBody) {
        TaskId id = Ids.task(inPath);
        if (inBody != null && !inBody.equals(id)) {
            throw Refusal.badRequest("taskId in request body must match route parameter");
        }
        return id;
    }
}
