package io.noderax.server.updates;

import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.update.RolloutTargetView;
import io.noderax.protocol.update.RolloutView;
import io.noderax.server.events.Events;
import io.noderax.server.events.Happening;
import io.noderax.server.events.Severity;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The events of rollouts (wire contract, 6.4). */
@Singleton
class RolloutNews {
    private final Events events;

    RolloutNews(Events events) {
        this.events = events;
    }

    /** One in each workspace whose nodes are meant. */
    void created(Handle tx, RolloutView rollout) {
        Set<WorkspaceId> workspaces = new LinkedHashSet<>();
        rollout.targets().forEach(target -> workspaces.add(target.workspaceId()));
        for (WorkspaceId workspace : workspaces) {
            long nodes = rollout.targets().stream()
                    .filter(target -> target.workspaceId().equals(workspace))
                    .count();
            events.publish(
                    tx,
                    new Happening(
                            workspace,
                            null,
                            "agent.update.rollout.created",
                            Severity.INFO,
                            "Rollout of agent version %s to %d nodes was started by %s"
                                    .formatted(rollout.targetVersion(), nodes, rollout.requestedByEmail()),
                            JsonObject.of("rolloutId", rollout.id().value())));
        }
    }

    void dispatched(Handle tx, RolloutTargetView target) {
        publish(tx, target, "dispatched", Severity.INFO, "is updated to agent version " + target.targetVersion());
    }

    void completed(Handle tx, RolloutTargetView target) {
        publish(tx, target, "completed", Severity.INFO, "runs agent version " + target.targetVersion());
    }

    void failed(Handle tx, RolloutTargetView target) {
        String words = "was not updated to agent version " + target.targetVersion() + ": " + target.statusMessage();
        publish(tx, target, "failed", Severity.WARNING, words);
    }

    private void publish(Handle tx, RolloutTargetView target, String what, Severity severity, String words) {
        JsonObject metadata = JsonObject.builder()
                .put("rolloutId", target.rolloutId().value())
                .put("targetId", target.id().value())
                .put("targetVersion", target.targetVersion())
                .put("previousVersion", target.previousVersion())
                .put("reason", target.statusMessage())
                .build();
        events.publish(
                tx,
                new Happening(
                        target.workspaceId(),
                        target.nodeId(),
                        "agent.update.target." + what,
                        severity,
                        "Node " + target.nodeName() + ' ' + words,
                        metadata));
    }
}
