package io.noderax.server.nodes;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeView;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.events.Events;
import io.noderax.server.events.Happening;
import io.noderax.server.events.Severity;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** What is written down and told when the root access of a node changes, in the transaction of the change. */
@Singleton
class RootNews {
    static final String TOPIC = "node.root-access.updated";

    private final Events events;
    private final Audit audit;
    private final Signals signals;

    RootNews(Events events, Audit audit, Signals signals) {
        this.events = events;
        this.audit = audit;
        this.signals = signals;
    }

    /** Somebody has set it. */
    void set(Handle tx, RootAccessStore.Changed change) {
        tell(tx, change, ".");
        audit.note(tx, deed(change));
    }

    /** It has ended by itself. */
    void expired(Handle tx, RootAccessStore.Changed change) {
        tell(tx, change, ": the grant of " + change.previous().wireName() + " has expired.");
        audit.noteBySystem(tx, deed(change).with("expired", true));
    }

    /** The agent has said something new. Other processes may remember what it said before. */
    void reported(Handle tx, NodeView node) {
        toBrowsers(tx, node);
        signals.tellOthers(tx, Signal.ROOT_ACCESS_REPORTED, node.id().value());
    }

    private void tell(Handle tx, RootAccessStore.Changed change, String end) {
        NodeView node = change.node();
        JsonObject metadata = JsonObject.builder()
                .put("previousProfile", change.previous().wireName())
                .put("nextProfile", node.rootAccess().profile().wireName())
                .put("syncStatus", node.rootAccess().syncStatus())
                .putIfPresent("expiresAt", node.rootAccess().expiresAt())
                .putIfPresent("reason", node.rootAccess().reason())
                .build();
        String message = "Node %s root access profile set to %s%s"
                .formatted(node.name(), node.rootAccess().profile().wireName(), end);
        events.publish(tx, new Happening(node.workspaceId(), node.id(), TOPIC, Severity.WARNING, message, metadata));
        toBrowsers(tx, node);
        signals.tell(tx, Signal.ROOT_ACCESS_CHANGED, node.id().value());
    }

    private void toBrowsers(Handle tx, NodeView node) {
        JsonObject state = JsonObject.builder()
                .put("nodeId", node.id().value())
                .put("workspaceId", node.workspaceId().value())
                .putAll(node.rootAccess().toJson())
                .build();
        events.changed(tx, TOPIC, node.workspaceId(), node.id().value(), () -> state);
    }

    private static Deed deed(RootAccessStore.Changed change) {
        NodeView node = change.node();
        return Deed.in(node.workspaceId(), "node.root-access-updated", "node", node.id(), node.name())
                .with("previousProfile", change.previous().wireName())
                .with("nextProfile", node.rootAccess().profile().wireName())
                .with("expiresAt", node.rootAccess().expiresAt())
                .with("reason", node.rootAccess().reason());
    }
}
