package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import java.util.Set;

/** The way to the agents, whichever process their sockets are at. */
interface TerminalWire {
    /** Whether the node's agent has an authenticated socket. */
    boolean hasRoute(NodeId node);

    /** Whether that socket is at another process. */
    boolean isElsewhere(NodeId node);

    /** Sends the event in the order of the calls; false when there is no route. */
    boolean toAgent(NodeId node, String event, JsonObject body);

    /** What the connected agent can do beyond the reference. */
    Set<String> abilities(NodeId node);
}
