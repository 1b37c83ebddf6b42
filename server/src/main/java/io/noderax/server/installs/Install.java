package io.noderax.server.installs;

import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.install.NodeInstallView;
import org.jspecify.annotations.Nullable;

/**
 * One prepared installation.
 *
 * @param agentToken while the machine may still fetch it
 * @param stale whether the machine has had its time: the token is worth nothing any more, used or not
 */
record Install(NodeInstallView view, @Nullable AgentToken agentToken, boolean stale) {
    boolean isConsumed() {
        return view.consumedAt() != null;
    }

    /** Whether the call is the one of before, whose answer was lost. */
    boolean isRepeatedBy(String hostname) {
        return isConsumed() && agentToken != null && node() != null && hostname.equals(view.hostname());
    }

    @Nullable
    NodeId node() {
        return view.nodeId() == null ? null : new NodeId(view.nodeId());
    }

    /** Whether nothing that the installer says changes it any more. */
    boolean isOver() {
        return switch (view.status()) {
            case "completed", "failed", "expired" -> true;
            default -> false;
        };
    }
}
