package io.noderax.server.audit.reading;

import io.noderax.protocol.audit.AuditEntryView;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.http.QueryFields;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit log of one workspace, newest first (wire contract, 3.8). */
@Path("/api/v1/workspaces/{workspaceId}/audit-logs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "audit")
public final class WorkspaceAuditResource {
    private final Database database;
    private final AuditReadingStore store;
    private final Workspaces workspaces;

    WorkspaceAuditResource(Database database, AuditReadingStore store, Workspaces workspaces) {
        this.database = database;
        this.store = store;
        this.workspaces = workspaces;
    }

    @GET
    @Operation(summary = "What was done in one workspace, newest first")
    @Parameter(name = "actor", in = ParameterIn.QUERY)
    @Parameter(name = "action", in = ParameterIn.QUERY)
    @Parameter(name = "targetType", in = ParameterIn.QUERY)
    @Parameter(name = "from", in = ParameterIn.QUERY)
    @Parameter(name = "to", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "offset", in = ParameterIn.QUERY)
    public List<AuditEntryView> ofWorkspace(
            @PathParam("workspaceId") String workspaceId, @Context UriInfo uri, @Context SecurityContext security) {
        return list(uri, workspaces.administered(Operator.of(security), Ids.workspace(workspaceId)));
    }

    private List<AuditEntryView> list(UriInfo uri, Scope scope) {
        AuditFilter filter = QueryFields.read(uri, AuditFilter::read);
        return database.run(db -> store.list(db, scope, filter));
    }
}
