package io.noderax.server.telemetry;

import io.noderax.protocol.telemetry.HttpMetrics;
import io.noderax.protocol.telemetry.MetricView;
import io.noderax.server.nodes.AgentCaller;
import io.noderax.server.nodes.BodyAgents;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** An agent without a socket sends a sample; its token stands in the body (wire contract, 1.5). */
@Path("/api/v1/agent/metrics")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "agent")
public final class TelemetryResource {
    private final BodyAgents agents;
    private final Metrics metrics;

    TelemetryResource(BodyAgents agents, Metrics metrics) {
        this.agents = agents;
        this.metrics = metrics;
    }

    @POST
    @Operation(summary = "A node's measures")
    public MetricView store(HttpMetrics sent) {
        AgentCaller agent = agents.authenticate(sent.nodeId(), sent.agentToken());
        Metrics.Reading reading = new Metrics.Reading(sent.measures(), sent.agentVersion(), sent.collectedAt());
        return metrics.take(agent.node(), agent.workspace(), reading.complete());
    }
}
