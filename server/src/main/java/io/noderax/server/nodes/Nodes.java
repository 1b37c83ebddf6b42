package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.node.NodeLocation;
import io.noderax.protocol.node.NodeView;
import io.noderax.server.audit.Audit;
import io.noderax.server.audit.Deed;
import io.noderax.server.auth.Operator;
import io.noderax.server.events.Events;
import io.noderax.server.events.Happening;
import io.noderax.server.events.Severity;
import io.noderax.server.http.Refusal;
import io.noderax.server.http.Totals;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import io.noderax.server.workspaces.Scope;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Nodes: made by an approval, listed, kept from work, deleted. */
@Singleton
public class Nodes {
    private final Database database;
    private final NodeStore store;
    private final Agents agents;
    private final Events events;
    private final Audit audit;
    private final Signals signals;
    private final Event<NodeDeleted> deletions;
    private final Event<TokenRevoked> revocations;
    private final Event<RootAccessChanged> rootAccessChanges;
    private final Event<VersionReported> versionReports;

    Nodes(
            Database database,
            NodeStore store,
            Agents agents,
            Events events,
            Audit audit,
            Signals signals,
            Event<NodeDeleted> deletions,
            Event<TokenRevoked> revocations,
            Event<RootAccessChanged> rootAccessChanges,
            Event<VersionReported> versionReports) {
        this.database = database;
        this.store = store;
        this.agents = agents;
        this.events = events;
        this.audit = audit;
        this.signals = signals;
        this.deletions = deletions;
        this.revocations = revocations;
        this.rootAccessChanges = rootAccessChanges;
        this.versionReports = versionReports;
        signals.on(Signal.NODE_FORGOTTEN, id -> forget(new NodeId(id)));
        signals.on(Signal.TOKEN_REVOKED, id -> forgetToken(new NodeId(id)));
        signals.on(Signal.UPDATE_SENT, id -> agents.forget(new NodeId(id)));
        signals.on(Signal.ROOT_ACCESS_CHANGED, id -> forgetRootAccess(new NodeId(id)));
    }

    /**
     * Stores the node, in the caller's transaction; or gives the one of that hostname whose agent has lost its token the new one.
     *
     * @throws Refusal a conflict, when the workspace has a node of that hostname with an agent
     */
    public NodeView create(Handle tx, NewNode node) {
        NodeView created =
                store.insert(tx, node).orElseThrow(() -> Refusal.conflict("A node with this hostname already exists"));
        events.publish(tx, happening(created, "node.registered", Severity.INFO, "registered with the control plane"));
        return created;
    }

    Totals<NodeView> list(Scope scope, NodeFilter filter) {
        return database.run(db ->
                new Totals<>(store.list(db, scope, filter), filter.counted() ? store.count(db, scope, filter) : null));
    }

    /** @throws Refusal when the scope has no such node */
    public NodeView read(Scope scope, NodeId id) {
        return database.run(db -> read(db, scope, id));
    }

    /** Like {@link #read(Scope, NodeId)}, in the caller's transaction. */
    public NodeView read(Handle db, Scope scope, NodeId id) {
        return store.byId(db, scope, id).orElseThrow(() -> notFound(id));
    }

    NodeView startMaintenance(Scope scope, NodeId id, Operator by, @Nullable String reason) {
        return database.transaction(tx -> {
            var changed = store.startMaintenance(tx, scope, id, by.id(), reason);
            changed.ifPresent(node -> events.publish(
                    tx, happening(node, "node.maintenance.enabled", Severity.WARNING, "entered maintenance mode")));
            changed.ifPresent(node ->
                    audit.note(tx, deed("node.maintenance-enabled", node).with("reason", reason)));
            return changed.orElseGet(() -> read(tx, scope, id));
        });
    }

    NodeView endMaintenance(Scope scope, NodeId id) {
        return database.transaction(tx -> {
            var changed = store.endMaintenance(tx, scope, id);
            changed.ifPresent(open -> events.publish(
                    tx, happening(open, "node.maintenance.disabled", Severity.INFO, "left maintenance mode")));
            signals.tell(tx, Signal.NODE_HAS_WORK, id.value());
            changed.ifPresent(open -> audit.note(tx, deed("node.maintenance-disabled", open)));
            return changed.orElseGet(() -> read(tx, scope, id));
        });
    }

    void delete(Scope scope, NodeId id) {
        database.inTransaction(tx -> {
            NodeView node = store.delete(tx, scope, id).orElseThrow(() -> notFound(id));
            audit.note(tx, deed("node.deleted", node));
            signals.tell(tx, Signal.NODE_FORGOTTEN, id.value());
        });
    }

    private void forget(NodeId id) {
        agents.forget(id);
        deletions.fire(new NodeDeleted(id));
    }

    /** The agent's token is worth nothing from here on; the node stays, and its machine may enroll again. */
    NodeView revokeToken(Scope scope, NodeId id) {
        return database.transaction(tx -> {
            NodeView revoked = store.revokeToken(tx, scope, id).orElseThrow(() -> notFound(id));
            events.publish(tx, happening(revoked, "node.token.revoked", Severity.WARNING, "lost its agent's token"));
            audit.note(tx, deed("node.token-revoked", revoked));
            signals.tell(tx, Signal.TOKEN_REVOKED, id.value());
            return revoked;
        });
    }

    private void forgetToken(NodeId id) {
        agents.forget(id);
        revocations.fire(new TokenRevoked(id));
    }

    private void forgetRootAccess(NodeId id) {
        agents.forget(id);
        rootAccessChanges.fire(new RootAccessChanged(id));
    }

    void reportVersions(KnownAgent agent, ReportedVersions versions) {
        if (!versions.saysNothing() && agent.isNews(versions)) {
            database.run(db -> {
                store.reportVersions(db, agent.node(), versions);
                return true;
            });
            if (versions.agent() != null) {
                versionReports.fire(new VersionReported(agent.node(), versions.agent()));
            }
        }
    }

    void reportLocation(KnownAgent agent, NodeLocation location) {
        if (agent.isNews(location)) {
            database.run(db -> store.reportLocation(db, agent.node(), location));
        }
    }

    void reportAbilities(KnownAgent agent, AgentAbilities abilities) {
        if (agent.isNews(abilities)) {
            database.run(db -> store.reportAbilities(db, agent.node(), abilities));
        }
    }

    /** Stores the task types that a claim names, if they are news; empty: the agent does not say. */
    public void reportTypes(NodeId id, List<String> types) {
        KnownAgent agent = agents.find(id);
        if (agent != null && agent.isNews(types)) {
            database.run(db -> store.reportTypes(db, id, types));
        }
    }

    static Refusal notFound(NodeId id) {
        return Refusal.notFound("Node " + id + " was not found");
    }

    private static Deed deed(String action, NodeView node) {
        return Deed.in(node.workspaceId(), action, "node", node.id(), node.name())
                .with("hostname", node.hostname());
    }

    private static Happening happening(NodeView node, String type, Severity severity, String what) {
        return new Happening(node.workspaceId(), node.id(), type, severity, "Node " + node.name() + ' ' + what, null);
    }
}
