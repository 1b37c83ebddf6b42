package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.http.Refusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows which agents may have a socket. */
public interface AgentGate {
    /**
     * An agent that was let in.
     *
     * @param abilities the tokens of its {@code x-noderax-capabilities}
     * @param answer the ack and the event {@code agent.auth.ack}
     */
    record Admitted(NodeId node, WorkspaceId workspace, Set<String> abilities, JsonObject answer) {}

    /**
     * Checks an {@code agent.auth} and stores what it reports. Blocking.
     *
     * @param capabilities the header of the socket's handshake
     * @throws Refusal when the token is not the node's, or there is no such node
     */
    Admitted admit(JsonObject auth, @Nullable String capabilities);

    /** A sign of life of an agent that was let in; cheap. */
    void alive(NodeId node);
}
