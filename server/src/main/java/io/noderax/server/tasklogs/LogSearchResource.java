package io.noderax.server.tasklogs;

import io.noderax.protocol.log.LogFound;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Looks for a text in the log of a task (extension {@code log-search}). */
@Path("/api/v1/workspaces/{workspaceId}/tasks/{taskId}/logs/search")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "tasks")
public final class LogSearchResource {
    private final LogSearch search;
    private final Workspaces workspaces;

    LogSearchResource(LogSearch search, Workspaces workspaces) {
        this.search = search;
        this.workspaces = workspaces;
    }

    @GET
    @Operation(
            summary =
                    "The next line of the log with a text, upwards from its end, below `before`, or downwards above `after`")
    @Parameter(name = "text", in = ParameterIn.QUERY, required = true)
    @Parameter(name = "before", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    public LogFound find(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("taskId") String taskId,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        LogSearch.Query query = QueryFields.read(uri, LogSearch.Query::read);
        return search.find(
                workspaces.readable(Operator.of(security), Ids.workspace(workspaceId)), Ids.task(taskId), query);
    }
}
