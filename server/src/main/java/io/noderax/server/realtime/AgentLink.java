package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reaches agents by their sockets, in this process or in another one on the same database. */
@Singleton
public class AgentLink {
    private final AgentSessions here;
    private final Elsewhere elsewhere;

    AgentLink(AgentSessions here, Elsewhere elsewhere) {
        this.here = here;
        this.elsewhere = elsewhere;
    }

    /**
     * Sends an event; events of one caller to one node keep their order. Blocking when the socket is in another process.
     *
     * @return false when no socket of that node is known, or its buffer is full: the agent does not get it. True is no proof that it does.
     */
    public boolean send(NodeId node, String event, JsonObject body) {
        AgentSession session = here.of(node);
        return session != null ? session.send(event, body) : elsewhere.send(node, event, body);
    }

    /** Whether the node's agent has a socket. */
    public boolean hasRoute(NodeId node) {
        return abilities(node) != null;
    }

    /** Whether the node's agent has its socket in another process. */
    public boolean isElsewhere(NodeId node) {
        return here.of(node) == null && elsewhere.abilities(node) != null;
    }

    /** What the agent that has a socket can do beyond the wire; null when none has. */
    public @Nullable Set<String> abilities(NodeId node) {
        AgentSession session = here.of(node);
        return session != null ? session.abilities() : elsewhere.abilities(node);
    }
}
