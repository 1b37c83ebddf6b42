package io.noderax.server.updates;

import io.noderax.protocol.update.RolloutTargetView;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A target with what is known of its node now.
 *
 * @param confirms whether the updater says itself when the new version has proven itself
 * @param overdueSeconds for how long the updater has been silent beyond what is allowed; null: nothing is awaited, or in time
 * @param node null: it was deleted
 */
record Seen(
        RolloutTargetView view,
        boolean confirms,
        @Nullable Long overdueSeconds,
        @Nullable Node node) {
    /**
     * @param agentVersion as it said last; null when it has not
     * @param takesUpdates whether its agent runs update tasks, as far as it says
     */
    record Node(
            boolean online,
            @Nullable Instant lastSeenAt,
            boolean inMaintenance,
            @Nullable String maintenanceReason,
            @Nullable String agentVersion,
            boolean takesUpdates,
            String arch) {}

    /** Whether the node runs the version already. */
    boolean runsTarget() {
        return node != null && Objects.equals(node.agentVersion(), view.targetVersion());
    }

    /** Why the node cannot be given the update now; null: it can. */
    @Nullable
    String hindrance() {
        if (node == null) {
            return "Node " + view.nodeName() + " was deleted.";
        }
        if (node.inMaintenance()) {
            String why = node.maintenanceReason() == null ? "" : " (" + node.maintenanceReason() + ')';
            return "Waiting: node %s is in maintenance%s.".formatted(view.nodeName(), why);
        }
        if (!node.online()) {
            return node.lastSeenAt() == null
                    ? "Waiting: node " + view.nodeName() + " has never been online."
                    : "Waiting: node %s is offline, last seen %s.".formatted(view.nodeName(), node.lastSeenAt());
        }
        return node.takesUpdates()
                ? null
                : "Waiting: the agent of node %s does not take updates (it does not name the task type agent.update)."
                        .formatted(view.nodeName());
    }
}
