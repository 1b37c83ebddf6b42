package io.noderax.server.updates;

import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.UpdateProgress;
import io.noderax.server.http.Ids;
import io.noderax.server.nodes.AgentCall;
import io.noderax.server.nodes.AgentCaller;
import io.noderax.server.nodes.AnnouncingCall;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a node's updater says (wire contract, 1.8). */
@Path("/api/v1/agent-updates/targets/{targetId}/progress")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@AgentCall
@AnnouncingCall
@Tag(name = "agent")
public final class UpdateProgressResource {
    private final UpdateReports reports;

    UpdateProgressResource(UpdateReports reports) {
        this.reports = reports;
    }

    @POST
    @Operation(summary = "An updater says how far it is")
    public RolloutTargetView report(
            @PathParam("targetId") String target, UpdateProgress progress, @Context SecurityContext security) {
        return reports.report(AgentCaller.of(security), Ids.updateTarget(target), progress);
    }
}
