package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.realtime.AgentArrivals;
import io.noderax.server.realtime.AgentEvents;
import io.noderax.server.realtime.AgentLink;
import io.noderax.server.realtime.AgentSession;
import jakarta.inject.Singleton;
import java.util.Set;

/** Terminals over the agents' sockets: events out by the link, events in to {@link AgentTerminals}. */
final class AgentRoute {
    private AgentRoute() {}

    /** Out. */
    @Singleton
    static final class Out implements TerminalWire {
        private final AgentLink link;

        Out(AgentLink link) {
            this.link = link;
        }

        @Override
        public boolean hasRoute(NodeId node) {
            return link.hasRoute(node);
        }

        @Override
        public boolean isElsewhere(NodeId node) {
            return link.isElsewhere(node);
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

    /** In. */
    @Singleton
    static final class In implements AgentEvents, AgentArrivals {
        private final AgentTerminals terminals;

        In(AgentTerminals terminals) {
            this.terminals = terminals;
        }

        @Override
        public Set<String> names() {
            return terminals.names();
        }

        @Override
        public JsonObject on(AgentSession from, String event, JsonObject body) {
            return terminals.on(from.node(), event, body);
        }

        @Override
        public void arrived(AgentSession session) {
            terminals.arrived(session.node(), session.id());
        }

        @Override
        public void left(AgentSession session) {
            terminals.left(session.node(), session.id());
        }
    }
}
