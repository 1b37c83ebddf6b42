package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.AgentAuth;
import io.noderax.server.realtime.AgentGate;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Lets an agent's socket in by the node's token; the same token as for its HTTP calls (wire contract, 2.2). */
@Singleton
class AgentAdmission implements AgentGate {
    private final BodyAgents agents;
    private final Presence presence;
    private final Nodes nodes;
    private final RootReports rootReports;

    AgentAdmission(BodyAgents agents, Presence presence, Nodes nodes, RootReports rootReports) {
        this.agents = agents;
        this.presence = presence;
        this.nodes = nodes;
        this.rootReports = rootReports;
    }

    @Override
    public Admitted admit(JsonObject body, @Nullable String capabilities) {
        AgentAuth auth = Fields.read(body, Fields.Unknown.IGNORED, AgentAuth::read);
        KnownAgent agent = agents.known(auth.nodeId(), auth.agentToken());
        AgentAbilities abilities = agent.abilities(capabilities);
        nodes.reportAbilities(agent, abilities);
        nodes.reportVersions(agent, ReportedVersions.of(auth));
        if (auth.location() != null) {
            nodes.reportLocation(agent, auth.location());
        }
        if (auth.rootAccess() != null) {
            rootReports.report(agent.node(), auth.rootAccess());
        }
        AgentCaller caller = agent.asCaller(abilities);
        return new Admitted(
                caller.node(),
                caller.workspace(),
                abilities.tokens(),
                answer(caller.node(), caller.rootAccess().toJson()));
    }

    @Override
    public void alive(NodeId node) {
        presence.sawNode(node);
    }

    private static JsonObject answer(NodeId node, JsonObject rootAccess) {
        return JsonObject.builder()
                .put("type", "agent.auth.ack")
                .put("authenticated", true)
                .put("nodeId", node.value())
                .put("rootAccess", rootAccess)
                .build();
    }
}
