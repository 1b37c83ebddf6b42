package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.events.Events;
import io.noderax.server.events.Happening;
import io.noderax.server.events.Severity;
import io.noderax.server.storage.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Whether nodes are there. Any authenticated contact counts. Contacts of a node that is online are kept in memory and stored
 * together, a few times a minute; the first contact of one that was offline is stored at once. A node is offline after
 * {@link #GRACE} without a contact. {@code node.online} and {@code node.offline} events come in pairs.
 */
@Singleton
public class Presence {
    /** The wire's {@code AGENT_HEARTBEAT_TIMEOUT_SECONDS} (wire contract, 6.7). */
    static final Duration GRACE = Duration.ofSeconds(90);

    private final Database database;
    private final PresenceStore store;
    private final Events events;
    private final InstantSource clock;
    private final Instant watchedSince;
    private final Set<NodeId> online = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<NodeId, Instant> seen = new ConcurrentHashMap<>();

    Presence(Database database, PresenceStore store, Events events, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.events = events;
        this.clock = clock;
        this.watchedSince = clock.instant();
    }

    /** How many nodes this process has seen and not lost since. */
    int onlineCount() {
        return online.size();
    }

    /** Notes a contact; blocks for a write only if the node was not known to be online. */
    public void sawNode(NodeId node) {
        Instant now = clock.instant();
        if (online.contains(node)) {
            seen.put(node, now);
            return;
        }
        store(Map.of(node, now));
    }

    @Scheduled(every = "15s", delayed = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void storeSeen() {
        Map<NodeId, Instant> batch = new HashMap<>();
        for (NodeId node : seen.keySet()) {
            Instant at = seen.remove(node);
            if (at != null) {
                batch.put(node, at);
            }
        }
        if (!batch.isEmpty()) {
            store(batch);
        }
    }

    private void store(Map<NodeId, Instant> batch) {
        online.addAll(batch.keySet());
        database.inTransaction(tx -> publish(tx, store.saw(tx, batch), true));
    }

    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void loseSilent() {
        database.inTransaction(tx -> {
            List<PresenceStore.Turned> lost = store.lose(tx, GRACE, watchedSince);
            lost.forEach(node -> online.remove(node.node()));
            publish(tx, lost, false);
        });
    }

    void forget(@Observes NodeDeleted deleted) {
        online.remove(deleted.node());
        seen.remove(deleted.node());
    }

    private void publish(Handle tx, List<PresenceStore.Turned> turned, boolean isOnline) {
        for (PresenceStore.Turned node : turned) {
            events.publish(tx, isOnline ? cameOnline(node) : wentOffline(node));
            events.changed(
                    tx, "node.status.updated", node.workspace(), node.node().value(), status(node, isOnline));
        }
    }

    private static JsonMessage status(PresenceStore.Turned node, boolean isOnline) {
        JsonObject status = JsonObject.builder()
                .put("nodeId", node.node().value())
                .put("workspaceId", node.workspace().value())
                .put("hostname", node.hostname())
                .put("status", isOnline ? "online" : "offline")
                .put("lastSeenAt", node.lastSeenAt())
                .put("agentVersion", node.agentVersion())
                .put("lastVersionReportedAt", node.versionReportedAt())
                .build();
        return () -> status;
    }

    private static Happening cameOnline(PresenceStore.Turned node) {
        String message = "Node " + node.name() + " is online";
        return new Happening(node.workspace(), node.node(), "node.online", Severity.INFO, message, null);
    }

    private static Happening wentOffline(PresenceStore.Turned node) {
        String message = "Node %s went offline: no contact since %s".formatted(node.name(), node.lastSeenAt());
        JsonObject metadata = JsonObject.of("lastSeenAt", node.lastSeenAt());
        return new Happening(node.workspace(), node.node(), "node.offline", Severity.WARNING, message, metadata);
    }
}
