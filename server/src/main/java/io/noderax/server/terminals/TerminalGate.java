package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.node.NodeView;
import io.noderax.server.http.Refusal;
import io.noderax.server.nodes.Nodes;
import io.noderax.server.nodes.RootSurface;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;

/** Whether a node takes a terminal: it is there, connected, and has applied the root access that is asked for. */
@Singleton
class TerminalGate {
    private final Nodes nodes;
    private final AgentCommands commands;

    TerminalGate(Nodes nodes, AgentCommands commands) {
        this.nodes = nodes;
        this.commands = commands;
    }

    /** @throws Refusal when the scope has no such node */
    void requireNode(Scope scope, NodeId id) {
        nodes.read(scope, id);
    }

    /** @throws Refusal when the node does not take one */
    NodeView admit(Scope scope, NodeId id, boolean asRoot) {
        NodeView node = nodes.read(scope, id);
        if (!node.status().equals("online")) {
            throw Refusal.badRequest(
                    "Node " + node.name() + " is offline and cannot accept an interactive terminal session.");
        }
        if (asRoot) {
            RootSurface.require(node, RootSurface.TERMINAL);
        }
        if (!commands.hasRoute(id)) {
            throw noRoute(node);
        }
        return node;
    }

    Refusal noRoute(NodeView node) {
        return Refusal.conflict("Node " + node.name() + " does not have an active agent realtime route.");
    }
}
