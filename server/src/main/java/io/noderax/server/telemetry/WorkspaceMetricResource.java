package io.noderax.server.telemetry;

import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.telemetry.MetricView;
import io.noderax.protocol.telemetry.SeriesView;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
import io.noderax.server.nodes.Nodes;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
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
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Samples of one workspace, and a node's measures over time (wire contract, 3.8; extension {@code metric-series}). */
@Path("/api/v1/workspaces/{workspaceId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "metrics")
public final class WorkspaceMetricResource {
    private final Database database;
    private final MetricStore store;
    private final Series series;
    private final Nodes nodes;
    private final Workspaces workspaces;
    private final InstantSource clock;

    WorkspaceMetricResource(
            Database database,
            MetricStore store,
            Series series,
            Nodes nodes,
            Workspaces workspaces,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.series = series;
        this.nodes = nodes;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    @GET
    @Path("/metrics")
    @Operation(summary = "The newest samples")
    @Parameter(name = "nodeId", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    public List<MetricView> newest(
            @PathParam("workspaceId") String workspaceId, @Context UriInfo uri, @Context SecurityContext security) {
        MetricFilter filter = QueryFields.read(uri, MetricFilter::read);
        Scope scope = workspaces.readable(Operator.of(security), Ids.workspace(workspaceId));
        return database.run(db -> store.newest(db, scope, filter));
    }

    @GET
    @Path("/metrics/latest")
    @Operation(summary = "The newest sample of each of the nodes")
    @Parameter(name = "nodeIds", in = ParameterIn.QUERY)
    public List<MetricView> latest(
            @PathParam("workspaceId") String workspaceId, @Context UriInfo uri, @Context SecurityContext security) {
        LatestQuery query = QueryFields.read(uri, LatestQuery::read);
        Scope scope = workspaces.readable(Operator.of(security), Ids.workspace(workspaceId));
        return database.run(db -> store.latest(db, scope, query.nodes()));
    }

    @GET
    @Path("/nodes/{nodeId}/series")
    @Operation(summary = "A node's measures over a stretch of time")
    @Parameter(name = "from", in = ParameterIn.QUERY)
    @Parameter(name = "to", in = ParameterIn.QUERY)
    @Parameter(name = "step", in = ParameterIn.QUERY)
    public SeriesView series(
            @PathParam("workspaceId") String workspaceId,
            @PathParam("nodeId") String nodeId,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        SeriesQuery query = QueryFields.read(uri, fields -> SeriesQuery.read(fields, clock.instant()));
        Scope scope = workspaces.readable(Operator.of(security), Ids.workspace(workspaceId));
        NodeView node = nodes.read(scope, Ids.node(nodeId));
        return series.read(node.id(), query);
    }
}
