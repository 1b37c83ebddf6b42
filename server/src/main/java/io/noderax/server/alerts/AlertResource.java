package io.noderax.server.alerts;

import io.noderax.protocol.alert.AlertView;
import io.noderax.protocol.alert.MuteAlert;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** What needs somebody in a workspace (extension {@code alerts}). */
@Path("/api/v1/workspaces/{workspaceId}/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "alerts")
public final class AlertResource {
    private final Alerts alerts;
    private final Workspaces workspaces;

    AlertResource(Alerts alerts, Workspaces workspaces) {
        this.alerts = alerts;
        this.workspaces = workspaces;
    }

    @GET
    @Operation(summary = "Alerts, those that last first")
    @Parameter(name = "state", in = ParameterIn.QUERY)
    @Parameter(name = "nodeId", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "offset", in = ParameterIn.QUERY)
    @Parameter(name = "total", in = ParameterIn.QUERY)
    @APIResponseSchema(AlertView[].class)
    public Response list(
            @PathParam("workspaceId") String workspaceId, @Context UriInfo uri, @Context SecurityContext security) {
        AlertFilter filter = QueryFields.read(uri, AlertFilter::read);
        return alerts.list(workspaces.readable(Operator.of(security), Ids.workspace(workspaceId)), filter)
                .answer();
    }

    @POST
    @Path("/{alertId}/acknowledge")
    @ResponseStatus(201)
    @Operation(summary = "Somebody takes care of it")
    public AlertView acknowledge(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("alertId") String alertId,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        return alerts.acknowledge(
                workspaces.changeable(operator, Ids.workspace(workspaceId)), Ids.alert(alertId), operator);
    }

    @POST
    @Path("/{alertId}/mute")
    @ResponseStatus(201)
    @Operation(summary = "Ask for nobody because of it for a while")
    public AlertView mute(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("alertId") String alertId,
            MuteAlert wish,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        return alerts.mute(
                workspaces.changeable(operator, Ids.workspace(workspaceId)), Ids.alert(alertId), operator, wish);
    }

    @POST
    @Path("/{alertId}/unmute")
    @ResponseStatus(201)
    @Operation(summary = "End that")
    public AlertView unmute(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("alertId") String alertId,
            @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        return alerts.unmute(workspaces.changeable(operator, Ids.workspace(workspaceId)), Ids.alert(alertId), operator);
    }
}
