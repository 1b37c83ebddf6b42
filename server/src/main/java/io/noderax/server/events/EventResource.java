package io.noderax.server.events;

import io.noderax.protocol.event.EventView;
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

/** Reading events, newest first (wire contract, 3.8). */
@Path("/api/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "events")
public final class EventResource {
    private final Database database;
    private final EventStore store;
    private final Workspaces workspaces;

    EventResource(Database database, EventStore store, Workspaces workspaces) {
        this.database = database;
        this.store = store;
        this.workspaces = workspaces;
    }

    @GET
    @Operation(summary = "Events of all the caller's workspaces, newest first")
    @Parameter(name = "nodeId", in = ParameterIn.QUERY)
    @Parameter(name = "type", in = ParameterIn.QUERY)
    @Parameter(name = "severity", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    public List<EventView> all(@Context UriInfo uri, @Context SecurityContext security) {
        return list(uri, workspaces.readableBy(Operator.of(security)));
    }

    private List<EventView> list(UriInfo uri, Scope scope) {
        EventFilter filter = QueryFields.read(uri, EventFilter::read);
        return database.run(db -> store.list(db, scope, filter));
    }
}
