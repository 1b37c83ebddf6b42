package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Uuids;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.server.http.Bearer;
import io.noderax.server.http.Principals;
import io.noderax.server.http.Refusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/** Lets a request through when its headers name a node and carry that node's token (wire contract, 1.1); it is also a sign of life. */
@Provider
@AgentCall
public final class AgentFilter implements ContainerRequestFilter {
    private final Agents agents;
    private final Presence presence;
    private final Nodes nodes;

    AgentFilter(Agents agents, Presence presence, Nodes nodes) {
        this.agents = agents;
        this.presence = presence;
        this.nodes = nodes;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String node = request.getHeaderString("x-agent-node-id");
        String token = Bearer.of(request.getHeaderString("Authorization"));
        if (node == null || node.isBlank() || token == null) {
            throw Refusal.unauthorized("x-agent-node-id and Authorization: Bearer <agent-token> are required");
        }
        UUID id = Uuids.parse(node.strip());
        KnownAgent agent = id == null ? null : agents.authenticate(new NodeId(id), token);
        if (agent == null) {
            throw Refusal.unauthorized("Invalid agent credentials");
        }
        presence.sawNode(agent.node());
        AgentAbilities abilities = agent.abilities(request.getHeaderString(WireHeaders.CAPABILITIES));
        nodes.reportAbilities(agent, abilities);
        Principals.set(request, agent.asCaller(abilities));
    }
}
