package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.socketio.server.Peer;
import java.util.Set;
import org.jboss.logging.Logger;

/** An agent's socket, after it has said who it is. Safe for several threads. */
public final class AgentSession {
    private static final Logger LOG = Logger.getLogger(AgentSession.class);

    private final Peer peer;
    private final AgentGate.Admitted agent;

    AgentSession(Peer peer, AgentGate.Admitted agent) {
        this.peer = peer;
        this.agent = agent;
    }

    public String id() {
        return peer.id();
    }

    public NodeId node() {
        return agent.node();
    }

    public WorkspaceId workspace() {
        return agent.workspace();
    }

    /** What the agent can do beyond the wire. */
    public Set<String> abilities() {
        return agent.abilities();
    }

    /** What it was answered when it was let in. */
    public JsonObject welcome() {
        return agent.answer();
    }

    /** False when the socket is closed or its buffer is full: the event is not sent. */
    public boolean send(String event, JsonObject body) {
        return peer.emit(event, Json.print(body));
    }

    /** Closes the socket; the agent may come back. */
    public void cut(String reason) {
        LOG.infof("an agent's socket is cut nodeId=%s reason=%s", node(), reason);
        peer.disconnectClient();
    }

    @Override
    public String toString() {
        return "AgentSession[" + node() + ", " + id() + ']';
    }
}
