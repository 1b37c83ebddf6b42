package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.rootaccess.DesiredRootAccess;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The agent behind a request whose token was good. */
public record AgentCaller(NodeId node, WorkspaceId workspace, DesiredRootAccess rootAccess, AgentAbilities abilities)
        implements Principal {
    /** The agent that {@link AgentFilter} has let through. */
    public static AgentCaller of(SecurityContext security) {
        if (security.getUserPrincipal() instanceof AgentCaller agent) {
            return agent;
        }
        throw new IllegalStateException("the route is not marked with @AgentCall");
    }

    @Override
    public String getName() {
        return node.toString();
    }
}
