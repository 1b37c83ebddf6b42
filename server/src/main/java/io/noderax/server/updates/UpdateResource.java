package io.noderax.server.updates;

import io.noderax.protocol.update.CreateRollout;
import io.noderax.protocol.update.ReleaseView;
import io.noderax.protocol.update.RolloutView;
import io.noderax.protocol.update.UpdateSummary;
import io.noderax.server.auth.Operator;
import io.noderax.server.auth.OperatorCall;
import io.noderax.server.http.Ids;
import io.noderax.server.http.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Updates of agents, for platform administrators (wire contract, 3.9). */
@Path("/api/v1/agent-updates")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@OperatorCall
@Tag(name = "agent updates")
public final class UpdateResource {
    private final Rollouts rollouts;
    private final Releases releases;
    private final UpdateOverview overview;

    UpdateResource(Rollouts rollouts, Releases releases, UpdateOverview overview) {
        this.rollouts = rollouts;
        this.releases = releases;
        this.overview = overview;
    }

    @GET
    @Path("/summary")
    @Operation(summary = "How up to date the nodes are")
    public UpdateSummary summary(@Context SecurityContext security) {
        admin(security);
        return overview.summary();
    }

    @GET
    @Path("/releases")
    @Operation(summary = "Releases, the highest counter first")
    public List<ReleaseView> releases(@Context SecurityContext security) {
        admin(security);
        return releases.views();
    }

    @GET
    @Path("/rollouts")
    @Operation(summary = "Rollouts, newest first")
    public List<RolloutView> list(@Context SecurityContext security) {
        admin(security);
        return rollouts.list();
    }

    @GET
    @Path("/rollouts/{rolloutId}")
    @Operation(summary = "A rollout with its nodes")
    public RolloutView read(@PathParam("rolloutId") String rollout, @Context SecurityContext security) {
        admin(security);
        return rollouts.read(Ids.rollout(rollout));
    }

    @POST
    @Path("/rollouts")
    @ResponseStatus(201)
    @Operation(summary = "Bring a version to nodes, one after another")
    public RolloutView create(CreateRollout rollout, @Context SecurityContext security) {
        return rollouts.create(admin(security), rollout);
    }

    @POST
    @Path("/rollouts/{rolloutId}/resume")
    @ResponseStatus(201)
    @Operation(summary = "Go on after a node whose update failed")
    public RolloutView resume(@PathParam("rolloutId") String rollout, @Context SecurityContext security) {
        admin(security);
        return rollouts.resume(Ids.rollout(rollout));
    }

    @POST
    @Path("/rollouts/{rolloutId}/cancel")
    @ResponseStatus(201)
    @Operation(summary = "Update no more nodes")
    public RolloutView cancel(@PathParam("rolloutId") String rollout, @Context SecurityContext security) {
        admin(security);
        return rollouts.cancel(Ids.rollout(rollout));
    }

    @POST
    @Path("/rollouts/{rolloutId}/targets/{targetId}/retry")
    @ResponseStatus(201)
    @Operation(summary = "Update a node once more")
    public RolloutView retry(
            @PathParam("rolloutId") String rollout,
            @PathParam("targetId") String target,
            @Context SecurityContext security) {
        admin(security);
        return rollouts.retry(Ids.rollout(rollout), Ids.updateTarget(target));
    }

    @POST
    @Path("/rollouts/{rolloutId}/targets/{targetId}/skip")
    @ResponseStatus(201)
    @Operation(summary = "Go on without a node")
    public RolloutView skip(
            @PathParam("rolloutId") String rollout,
            @PathParam("targetId") String target,
            @Context SecurityContext security) {
        admin(security);
        return rollouts.skip(Ids.rollout(rollout), Ids.updateTarget(target));
    }

    private static Operator admin(SecurityContext security) {
        Operator operator = Operator.of(security);
        if (!operator.isPlatformAdmin()) {
            throw Refusal.forbidden("Updates of agents need a platform administrator");
        }
        return operator;
    }
}
