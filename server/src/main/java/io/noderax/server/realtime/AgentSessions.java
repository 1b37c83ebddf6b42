package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The agents that have a socket to this process: one a node, the newest. An older one of the same node is cut. */
@Singleton
public class AgentSessions {
    private final Elsewhere elsewhere;
    private final Instance<AgentArrivals> arrivals;
    private final ConcurrentHashMap<NodeId, AgentSession> sessions = new ConcurrentHashMap<>();

    AgentSessions(Elsewhere elsewhere, Instance<AgentArrivals> arrivals, Signals signals) {
        this.elsewhere = elsewhere;
        this.arrivals = arrivals;
        signals.on(Signal.NODE_FORGOTTEN, node -> cut(node, "the node was deleted"));
        signals.on(Signal.TOKEN_REVOKED, node -> cut(node, "the agent's token does not count any more"));
    }

    /** Null when the node has no socket here. */
    public @Nullable AgentSession of(NodeId node) {
        return sessions.get(node);
    }

    /** Blocking. */
    void arrived(AgentSession session) {
        // The route first: until it is there, what another process tells of its own socket would be held against this
        // one.
        elsewhere.arrivedHere(session);
        AgentSession older = sessions.put(session.node(), session);
        if (older != null && !older.id().equals(session.id())) {
            older.cut("the agent has opened a newer socket");
        }
        arrivals.forEach(listener -> listener.arrived(session));
    }

    /** Blocking; changes nothing for the node when it has a newer socket. */
    void left(AgentSession session) {
        sessions.remove(session.node(), session);
        elsewhere.leftHere(session);
        arrivals.forEach(listener -> listener.left(session));
    }

    private void cut(UUID node, String reason) {
        AgentSession session = sessions.get(new NodeId(node));
        if (session != null) {
            session.cut(reason);
        }
    }
}
