package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.realtime.AgentLink;
import jakarta.inject.Singleton;
import java.util.Set;

/** The way to the agents by their sockets. */
@Singleton
class AgentWire implements TerminalWire {
    private final AgentLink link;

    AgentWire(AgentLink link) {
        this.link = link;
    }

    @Override
    public boolean hasRoute(NodeId node) {
        return link.hasRoute(node);
    }

    @Override
    public boolean toAgent(NodeId node, String event, JsonObject body) {
        return link.send(node, event, body);
    }

    @Override
    public Set<String> abilities(NodeId node) {
        Set<String> abilities = link.abilities(node);
        return abilities == null ? Set.of() : abilities;
    }
}
