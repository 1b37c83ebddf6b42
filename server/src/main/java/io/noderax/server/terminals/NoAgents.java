package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.Set;

/** The way to the agents of a server that is built without a realtime side: there is none. */
@Singleton
@DefaultBean
class NoAgents implements TerminalWire {
    @Override
    public boolean hasRoute(NodeId node) {
        return false;
    }

    @Override
    public boolean toAgent(NodeId node, String event, JsonObject body) {
        return false;
    }

    @Override
    public Set<String> abilities(NodeId node) {
        return Set.of();
    }
}
