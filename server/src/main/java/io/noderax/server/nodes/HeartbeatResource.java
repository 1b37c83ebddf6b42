package io.noderax.server.nodes;

import io.noderax.protocol.session.Heartbeat;
import io.noderax.protocol.session.HeartbeatAnswer;
import io.noderax.server.http.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** An agent says that it is there; its token stands in the body (wire contract, 1.5). */
@Path("/api/v1/agent")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "agent")
public final class HeartbeatResource {
    private final BodyAgents agents;
    private final InstantSource clock;

    HeartbeatResource(BodyAgents agents, InstantSource clock) {
        this.agents = agents;
        this.clock = clock;
    }

    @POST
    @Path("/heartbeat")
    @AnnouncingCall
    @Operation(summary = "A node is there")
    public HeartbeatAnswer heartbeat(Heartbeat heartbeat) {
        AgentCaller agent = agents.authenticate(heartbeat.nodeId(), heartbeat.agentToken());
        agents.reportVersions(agent.node(), ReportedVersions.of(heartbeat));
        return new HeartbeatAnswer(true, agent.node(), "online", clock.instant());
    }

    /** With the shared secret of the reference, anybody could take over any node by its hostname. */
    @POST
    @Path("/register")
    @SuppressWarnings("DoNotCallSuggester") // the HTTP layer calls it
    @Operation(summary = "Gone: enroll instead")
    public HeartbeatAnswer register() {
        throw Refusal.gone("Registration with a shared secret is gone; run: noderax-agent enroll --email <address>");
    }
}
