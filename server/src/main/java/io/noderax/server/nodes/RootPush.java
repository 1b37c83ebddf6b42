package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.DesiredRootAccess;
import io.noderax.server.realtime.AgentArrivals;
import io.noderax.server.realtime.AgentSession;
import io.noderax.server.realtime.AgentSessions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the agents that have a socket to this process which root access is wanted, wherever it was changed. One after the other, and
 * each what is stored at that moment, so that an older wish never comes after a newer one.
 */
@Singleton
class RootPush implements AgentArrivals {
    private static final Logger LOG = Logger.getLogger(RootPush.class);
    private static final String EVENT = "root-access.updated";

    private final Agents agents;
    private final AgentSessions sessions;
    private final ExecutorService inOrder = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("root-access-push").factory());

    RootPush(Agents agents, AgentSessions sessions) {
        this.agents = agents;
        this.sessions = sessions;
    }

    /** Does not block. */
    void changed(@Observes RootAccessChanged changed) {
        if (sessions.of(changed.node()) != null) {
            inOrder.execute(() -> push(changed.node()));
        }
    }

    /** What changed while the agent was being let in, nobody has told it. */
    @Override
    public void arrived(AgentSession session) {
        JsonObject wanted = wanted(session.node());
        if (wanted != null && !wanted.equals(session.welcome().object("rootAccess"))) {
            inOrder.execute(() -> push(session.node()));
        }
    }

    @Override
    public void left(AgentSession session) {}

    private void push(NodeId node) {
        AgentSession session = sessions.of(node);
        try {
            JsonObject wanted = session == null ? null : wanted(node);
            if (session != null && wanted != null && !session.send(EVENT, event(wanted))) {
                LOG.warnf("a socket takes no root access, its agent learns it from a claim nodeId=%s", node);
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "root access could not be pushed, the agent learns it from a claim nodeId=%s", node);
        }
    }

    private @Nullable JsonObject wanted(NodeId node) {
        DesiredRootAccess desired = agents.desired(node);
        return desired == null ? null : desired.toJson();
    }

    private static JsonObject event(JsonObject wanted) {
        return JsonObject.builder().put("type", EVENT).put("rootAccess", wanted).build();
    }
}
