package io.noderax.server.nodes;

import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.rootaccess.RootProfile;
import io.noderax.server.http.Refusal;

/** Whether a node lets a surface use root now (wire contract, 1.11): it has applied that, and it has not been taken back since. */
public final class RootSurface {
    public static final String OPERATIONAL = "operational";
    public static final String TASK = "task";
    public static final String TERMINAL = "terminal";

    private RootSurface() {}

    /** @throws Refusal in the words of the reference, which say more when the node has applied what is not wanted any more */
    public static void require(NodeView node, String surface) {
        RootProfile applied = node.rootAccess().appliedProfile();
        if (!applied.allows(surface)) {
            throw Refusal.badRequest("Node %s does not currently allow %s root access. Applied profile is %s."
                    .formatted(node.name(), surface, applied.wireName()));
        }
        requireSettled(node, surface);
    }

    /** Like {@link #require}, in the longer words of the package routes. */
    public static void requireSettled(NodeView node, String surface) {
        NodeView.RootAccess root = node.rootAccess();
        if (!root.allows(surface)) {
            throw Refusal.badRequest(
                    "Node %s does not currently allow %s root access. Applied profile is %s, desired profile is %s, and sync status is %s."
                            .formatted(
                                    node.name(),
                                    surface,
                                    root.appliedProfile().wireName(),
                                    root.profile().wireName(),
                                    root.syncStatus()));
        }
    }
}
