package io.noderax.server.nodes;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.server.http.Refusal;
import jakarta.inject.Singleton;

/** Authenticates the agents whose node and token stand in the body of a call, or in an event (wire contract, 1.1). */
@Singleton
public class BodyAgents {
    private final Agents agents;
    private final Presence presence;
    private final Nodes nodes;

    BodyAgents(Agents agents, Presence presence, Nodes nodes) {
        this.agents = agents;
        this.presence = presence;
        this.nodes = nodes;
    }

    /**
     * The agent; its call is a sign of life.
     *
     * @throws Refusal 404 when there is no such node, 401 when the token is not its own
     */
    public AgentCaller authenticate(NodeId node, AgentToken token) {
        return known(node, token).asCaller(AgentAbilities.NONE);
    }

    void reportVersions(NodeId node, ReportedVersions versions) {
        KnownAgent agent = agents.find(node);
        if (agent != null) {
            nodes.reportVersions(agent, versions);
        }
    }

    /** Like {@link #authenticate}, with all that is remembered of the agent. */
    KnownAgent known(NodeId node, AgentToken token) {
        KnownAgent agent = agents.authenticate(node, token.secret());
        if (agent == null) {
            throw agents.exists(node) ? Refusal.unauthorized("Invalid agent token") : Nodes.notFound(node);
        }
        presence.sawNode(agent.node());
        return agent;
    }
}
