package io.noderax.server.terminals;

import io.noderax.protocol.json.JsonObject;
import io.noderax.server.realtime.AgentArrivals;
import io.noderax.server.realtime.AgentEvents;
import io.noderax.server.realtime.AgentSession;
import jakarta.inject.Singleton;
import java.util.Set;

/** Brings what agents' sockets say of terminals. */
@Singleton
class AgentTerminalEvents implements AgentEvents, AgentArrivals {
    private final AgentTerminals terminals;

    AgentTerminalEvents(AgentTerminals terminals) {
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
