package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.id.WorkspaceId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows which people may watch what. */
public interface ConsoleGate {
    /**
     * A person whose token was good.
     *
     * @param token what was shown; asked for again while the socket is open
     * @param workspaces that the person may read
     * @param until when the token expires
     */
    record Viewer(UserId user, String token, Set<WorkspaceId> workspaces, Instant until) {
        @Override
        public String toString() {
            return "Viewer[" + user + ']';
        }
    }

    /** Null when the token names no session of an active user. Blocking. */
    @Nullable
    Viewer admit(String token);

    /** The workspace of the node, if the person may read it; null when it may not, or there is no such node. Blocking. */
    @Nullable
    WorkspaceId workspaceOf(Viewer viewer, NodeId node);
}
