package io.noderax.server.telemetry;

import io.noderax.protocol.telemetry.MetricView;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.QueryFields;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
import io.noderax.server.workspaces.Workspaces;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The newest samples of all the caller's workspaces; the older and the newer name of the route (wire contract, 3.8). */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "metrics")
public final class MetricResource {
    private final Database database;
    private final MetricStore store;
    private final Workspaces workspaces;

    MetricResource(Database database, MetricStore store, Workspaces workspaces) {
        this.database = database;
        this.store = store;
        this.workspaces = workspaces;
    }

    @GET
    @Path("/platform-metrics")
    @Operation(summary = "The newest samples")
    @Parameter(name = "nodeId", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    public List<MetricView> platform(@Context UriInfo uri, @Context SecurityContext security) {
        return all(uri, security);
    }

    @GET
    @Path("/metrics")
    @Operation(summary = "The newest samples")
    @Parameter(name = "nodeId", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    public List<MetricView> all(@Context UriInfo uri, @Context SecurityContext security) {
        MetricFilter filter = QueryFields.read(uri, MetricFilter::read);
        Scope scope = workspaces.readableBy(Operator.of(security));
        return database.run(db -> store.newest(db, scope, filter));
    }
}
