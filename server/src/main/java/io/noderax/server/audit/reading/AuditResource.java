package io.noderax.server.audit.reading;

import io.noderax.protocol.audit.AuditEntryView;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.QueryFields;
import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
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

/** Reading the audit log, newest first (wire contract, 3.8). */
@Path("/api/v1/audit-logs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "audit")
public final class AuditResource {
    private final Database database;
    private final AuditReadingStore store;

    AuditResource(Database database, AuditReadingStore store) {
        this.database = database;
        this.store = store;
    }

    @GET
    @Operation(summary = "What was done on the whole platform, newest first")
    @Parameter(name = "actor", in = ParameterIn.QUERY)
    @Parameter(name = "action", in = ParameterIn.QUERY)
    @Parameter(name = "targetType", in = ParameterIn.QUERY)
    @Parameter(name = "from", in = ParameterIn.QUERY)
    @Parameter(name = "to", in = ParameterIn.QUERY)
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "offset", in = ParameterIn.QUERY)
    public List<AuditEntryView> all(@Context UriInfo uri, @Context SecurityContext security) {
        if (!Operator.of(security).isPlatformAdmin()) {
            throw Refusal.forbidden("The audit log of the platform needs a platform administrator");
        }
        return list(uri, Scope.EVERYTHING);
    }

    private List<AuditEntryView> list(UriInfo uri, Scope scope) {
        AuditFilter filter = QueryFields.read(uri, AuditFilter::read);
        return database.run(db -> store.list(db, scope, filter));
    }
}
