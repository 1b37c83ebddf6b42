package io.noderax.server.nodes;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.problem.Reason;
import io.noderax.protocol.rootaccess.SetRootAccess;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
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

/** Nodes of all the caller's workspaces (wire contract, 3.4). */
@Path("/api/v1/nodes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "nodes")
public final class NodeResource {
    private final Nodes nodes;
    private final RootGrants rootGrants;
    private final Workspaces workspaces;

    NodeResource(Nodes nodes, RootGrants rootGrants, Workspaces workspaces) {
        this.nodes = nodes;
        this.rootGrants = rootGrants;
        this.workspaces = workspaces;
    }

    @GET
    @Operation(summary = "Nodes, newest first")
    @Parameter(name = "status", in = ParameterIn.QUERY)
    @Parameter(name = "search", in = ParameterIn.QUERY)
    @Parameter(name = "teamId", in = ParameterIn.QUERY)
    @Parameter(name = "maintenanceMode", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "offset", in = ParameterIn.QUERY)
    @Parameter(name = "ids", in = ParameterIn.QUERY)
    @Parameter(name = "sort", in = ParameterIn.QUERY)
    @Parameter(name = "order", in = ParameterIn.QUERY)
    @Parameter(name = "total", in = ParameterIn.QUERY)
    @APIResponseSchema(NodeView[].class)
    public Response list(@Context UriInfo uri, @Context SecurityContext security) {
        NodeFilter filter = QueryFields.read(uri, NodeFilter::read);
        return nodes.list(workspaces.readableBy(Operator.of(security)), filter).answer();
    }

    @GET
    @Path("/{nodeId}")
    @Operation(summary = "One node")
    public NodeView read(@PathParam("nodeId") String nodeId, @Context SecurityContext security) {
        return nodes.read(workspaces.readableBy(Operator.of(security)), Ids.node(nodeId));
    }

    @POST
    @Path("/{nodeId}/maintenance/enable")
    @ResponseStatus(201)
    @Operation(summary = "Keep new work from the node")
    public NodeView startMaintenance(
            @PathParam("nodeId") String nodeId, Reason reason, @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        return nodes.startMaintenance(workspaces.changeableBy(operator), Ids.node(nodeId), operator, reason.reason());
    }

    @POST
    @Path("/{nodeId}/maintenance/disable")
    @ResponseStatus(201)
    @Operation(summary = "Let the node work again")
    public NodeView endMaintenance(@PathParam("nodeId") String nodeId, @Context SecurityContext security) {
        return nodes.endMaintenance(workspaces.changeableBy(Operator.of(security)), Ids.node(nodeId));
    }

    @POST
    @Path("/{nodeId}/root-access")
    @ResponseStatus(201)
    @Operation(summary = "Set what may run as root on the node")
    public NodeView setRootAccess(
            @PathParam("nodeId") String nodeId, SetRootAccess wanted, @Context SecurityContext security) {
        Operator operator = Operator.of(security);
        return rootGrants.set(workspaces.changeableBy(operator), Ids.node(nodeId), operator, wanted);
    }

    @DELETE
    @Path("/{nodeId}")
    @Operation(summary = "Forget the node and everything of it")
    public Deleted delete(@PathParam("nodeId") String nodeId, @Context SecurityContext security) {
        nodes.delete(workspaces.changeableBy(Operator.of(security)), Ids.node(nodeId));
        return new Deleted(nodeId);
    }

    /** What a deletion answers. */
    public record Deleted(String id) implements JsonMessage {
        @Override
        public JsonObject toJson() {
            return JsonObject.builder().put("deleted", true).put("id", id).build();
        }
    }
}
